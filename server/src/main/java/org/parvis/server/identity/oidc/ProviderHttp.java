package org.parvis.server.identity.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.webhook.PublicAddress;

/**
 * Talks to one provider: at most {@value #MAX_BYTES} bytes an answer, within seconds, without redirects, cookies and
 * compression, and to the very address that was looked up and checked: a host that a provider names must be out on the
 * internet, unless it is the issuer's own or the operator allows others. Blocks; any thread but an event loop.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {
    private static final int MAX_BYTES = 131_072;
    private static final Timeout CONNECT_WITHIN = Timeout.ofSeconds(3);
    private static final Timeout ANSWER_WITHIN = Timeout.ofSeconds(5);
    private static final long WHOLE_WITHIN_S = 10;

    private final ProviderConfig config;

    /** Made when it is first needed: loading TLS would take a quarter of the server's start. */
    private @Nullable CloseableHttpClient made;

    ProviderHttp(ProviderConfig config) {
        this.config = config;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(asked.getMethod().name(), asked.getURI());
        asked.getHeaderMap().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-type")) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        request.setHeader("accept", "application/json");
        String body = asked.getBody();
        if (body != null) {
            request.setEntity(new StringEntity(
                    body, ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
        }
        return exchange(request);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            HTTPResponse answer = exchange(new HttpUriRequestBase("GET", url.toURI()));
            if (answer.getStatusCode() != 200) {
                throw new IOException(url + " answers " + answer.getStatusCode());
            }
            return new Resource(String.valueOf(answer.getBody()), "application/json");
        } catch (URISyntaxException broken) {
            throw new IOException(url + " is no address");
        }
    }

    private HTTPResponse exchange(HttpUriRequestBase request) throws IOException {
        // The limits above hold between two bytes; this one ends an answer that comes drop by drop.
        CompletableFuture.delayedExecutor(WHOLE_WITHIN_S, TimeUnit.SECONDS).execute(request::cancel);
        return client().execute(request, ProviderHttp::read);
    }

    private static HTTPResponse read(ClassicHttpResponse answer) throws IOException {
        HTTPResponse told = new HTTPResponse(answer.getCode());
        // Read as JSON whatever the provider calls it; several call it text.
        told.setHeader("content-type", "application/json");
        if (answer.getEntity() != null) {
            try (InputStream body = answer.getEntity().getContent()) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IOException("the answer has more than " + MAX_BYTES + " bytes");
                }
                told.setBody(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return told;
    }

    private synchronized CloseableHttpClient client() {
        CloseableHttpClient client = made;
        if (client == null) {
            client = HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setDnsResolver(new CheckedAddresses(config))
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(CONNECT_WITHIN)
                                    .setSocketTimeout(ANSWER_WITHIN)
                                    .build())
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setResponseTimeout(ANSWER_WITHIN)
                            .build())
                    .setConnectionReuseStrategy((request, answer, context) -> false)
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .disableContentCompression()
                    .build();
            made = client;
        }
        return client;
    }

    /** Looks hosts up; what it returns is connected to, so a name that points elsewhere a moment later leads nowhere. */
    private static final class CheckedAddresses extends SystemDefaultDnsResolver {
        private final ProviderConfig config;

        CheckedAddresses(ProviderConfig config) {
            this.config = config;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = super.resolve(host);
            boolean trusted = config.allowPrivate() || isSameHost(config.issuer(), host);
            for (InetAddress address : addresses) {
                if (!trusted && !PublicAddress.isPublic(address)) {
                    throw new UnknownHostException(host + " is at " + address.getHostAddress()
                            + ", which is no public address (allowPrivateAddresses in the provider's file)");
                }
            }
            return addresses;
        }

        private static boolean isSameHost(URI issuer, String host) {
            String own = String.valueOf(issuer.getHost());
            return host.equalsIgnoreCase(own) || ("[" + host + "]").equalsIgnoreCase(own);
        }
    }
}
