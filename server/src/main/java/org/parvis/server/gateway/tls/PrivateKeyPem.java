package org.parvis.server.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM, in the forms that are about: PKCS#8 ({@code PRIVATE KEY}) and the older ones of OpenSSL ({@code
 * RSA PRIVATE KEY}, {@code EC PRIVATE KEY}), which lack only the name of the algorithm. That name stands in the
 * certificate as well, so the older forms are put into the newer with it.
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,20000})-----END \\1PRIVATE KEY-----");
    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeyPem() {}

    /**
     * Reads the first private key.
     *
     * @param pem what the file holds
     * @param publicKey of the certificate
     * @throws TlsException if there is none, or none that can be read
     */
    static PrivateKey read(String pem, PublicKey publicKey) throws TlsException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new TlsException(
                    pem.contains("Proc-Type: 4,ENCRYPTED")
                            ? encrypted()
                            : "the key file holds no private key in PEM (\"-----BEGIN PRIVATE KEY-----\")");
        }
        String form = block.group(1).strip();
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            byte[] pkcs8 = switch (form) {
                case "" -> der;
                case "RSA", "EC" -> wrapped(der, publicKey);
                case "ENCRYPTED" -> throw new TlsException(encrypted());
                default ->
                    throw new TlsException("private keys of the form " + form + " are not supported; use RSA or EC");
            };
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new TlsException("the private key cannot be read, or is of another kind than the certificate's ("
                    + publicKey.getAlgorithm() + ")");
        }
    }

    private static String encrypted() {
        return "the private key is encrypted; write it in clear into a file that only the server may read: "
                + "openssl pkey -in KEY -out NEWKEY";
    }

    /** PKCS#8: version, algorithm, and the older form as an octet string. */
    private static byte[] wrapped(byte[] older, PublicKey publicKey) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        inside.writeBytes(VERSION_0);
        inside.writeBytes(algorithm(publicKey));
        inside.writeBytes(element(OCTET_STRING, older));
        return element(SEQUENCE, inside.toByteArray());
    }

    /** The first element inside SubjectPublicKeyInfo. */
    private static byte[] algorithm(PublicKey publicKey) {
        ByteBuffer info = ByteBuffer.wrap(publicKey.getEncoded());
        enter(info);
        int from = info.position();
        int length = enter(info);
        byte[] algorithm = new byte[info.position() - from + length];
        info.position(from).get(algorithm);
        return algorithm;
    }

    /** Reads tag and length; returns the length. */
    private static int enter(ByteBuffer der) {
        der.get();
        int first = der.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = first & 0x7f; i > 0; i--) {
            length = (length << 8) | (der.get() & 0xff);
        }
        return length;
    }

    private static byte[] element(byte tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else if (content.length < 0x100) {
            element.write(0x81);
            element.write(content.length);
        } else {
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}
