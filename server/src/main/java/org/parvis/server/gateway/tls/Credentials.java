package org.parvis.server.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its chain and its private key, found to belong together.
 *
 * @param chain the server's certificate first
 * @param key its private key
 */
record Credentials(List<X509Certificate> chain, PrivateKey key) {
    Credentials {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both and compares them.
     *
     * @param certificatePem content of the certificate's file
     * @param keyPem content of the key's file
     * @throws TlsException saying which of them is wrong, and how
     */
    static Credentials read(String certificatePem, String keyPem) throws TlsException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.ISO_8859_1)))
                    .forEach(certificate -> chain.add((X509Certificate) certificate));
        } catch (CertificateException broken) {
            throw new TlsException(
                    "the certificate file cannot be read: PEM (\"-----BEGIN CERTIFICATE-----\") is needed");
        }
        if (chain.isEmpty()) {
            throw new TlsException("the certificate file holds no certificate");
        }
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey key = PrivateKeyPem.read(keyPem, publicKey);
        if (!belongTogether(publicKey, key)) {
            throw new TlsException("the key is not that of the first certificate; the server's own certificate must "
                    + "stand first in its file, and key and certificate must have been made for each other");
        }
        return new Credentials(chain, key);
    }

    /** Signs something and has it checked: true whatever the kind of key. */
    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        String algorithm = "SHA256with" + (publicKey.getAlgorithm().equals("EC") ? "ECDSA" : publicKey.getAlgorithm());
        byte[] words = "parvis".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(words);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(words);
            return signer.verify(signature);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }

    /** Why the certificate is not good at a time; null when it is. */
    @Nullable
    String invalidAt(Instant now) {
        X509Certificate own = chain.get(0);
        if (now.isAfter(own.getNotAfter().toInstant())) {
            return "the certificate expired on " + own.getNotAfter().toInstant();
        }
        return now.isBefore(own.getNotBefore().toInstant())
                ? "the certificate is not valid before " + own.getNotBefore().toInstant()
                : null;
    }

    Instant expires() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** For the log: whose certificate, and until when. */
    String summary() {
        return chain.get(0).getSubjectX500Principal().getName() + ", valid until " + expires();
    }

    /** Keeps the key out of logs and messages. */
    @Override
    public String toString() {
        return summary();
    }
}
