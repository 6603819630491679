package org.parvis.loadtest.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a client of TLS trusts. Any thread. */
public final class Trust {
    private Trust() {}

    /**
     * Trusts whom the Java installation trusts.
     *
     * @return the context
     */
    public static SSLContext usual() {
        return context(null);
    }

    /**
     * Trusts the certificates of a file, and nobody else.
     *
     * @param pem certificates of authorities or of servers
     * @return the context
     * @throws IOException if the file cannot be read or holds no certificate, in words for a person
     */
    public static SSLContext of(Path pem) throws IOException {
        if (!Files.isRegularFile(pem)) {
            throw new IOException("there is no file " + pem);
        }
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : found) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            if (found.isEmpty()) {
                throw new IOException(pem + " holds no certificate: it must be a PEM file");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return context(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " is no PEM file of certificates: " + e.getMessage(), e);
        }
    }

    /**
     * Trusts everybody, whatever name and certificate they show: for tests only.
     *
     * @return the context
     */
    public static SSLContext anybody() {
        return context(new TrustManager[] {new TrustsAll()});
    }

    private static SSLContext context(TrustManager @Nullable [] trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** With the extended kind the name of the host is left to this class too, and it asks for nothing. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
