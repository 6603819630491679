package org.parvis.server.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * What is spoken: TLS 1.3 and 1.2, only with forward secrecy and authenticated encryption. BoringSSL does it where its
 * native library is present, the JDK elsewhere; docs/decisions/0040 tells why.
 */
final class TlsContexts {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Sessions that may be continued without a whole handshake; each takes a few hundred bytes. */
    private static final int SESSIONS = 20_000;

    private static final int SESSION_S = 3_600;

    private static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(
            Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "http/1.1");

    private TlsContexts() {}

    /** What this machine speaks TLS with. */
    static SslProvider provider() {
        // BoringSSL lets nobody renegotiate; the JDK must be told, before its first handshake. It costs us more than
        // them.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }

    /**
     * A context for new connections; those that have one keep it.
     *
     * @throws TlsException if the library refuses certificate or key, now or in a handshake
     */
    static SslContext of(Credentials credentials, SslProvider provider) throws TlsException {
        SslContext context = built(credentials, provider);
        try {
            Rehearsal.play(context);
        } catch (TlsException unusable) {
            ReferenceCountUtil.release(context);
            throw unusable;
        }
        return context;
    }

    private static SslContext built(Credentials credentials, SslProvider provider) throws TlsException {
        try {
            return SslContextBuilder.forServer(
                            credentials.key(), credentials.chain().toArray(new X509Certificate[0]))
                    .sslProvider(provider)
                    .protocols(PROTOCOLS)
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(HTTP_1_1)
                    .sessionCacheSize(SESSIONS)
                    .sessionTimeout(SESSION_S)
                    .build();
        } catch (SSLException | IllegalArgumentException refused) {
            throw new TlsException("certificate and key cannot be used for TLS: " + refused.getMessage());
        }
    }
}
