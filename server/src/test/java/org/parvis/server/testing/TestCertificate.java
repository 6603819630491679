package org.parvis.server.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost} and 127.0.0.1, made on the spot: no key of any kind lies in the
 * repository. Written out element by element (X.690, RFC 5280), which is shorter than asking a library to.
 */
public final class TestCertificate {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] ALTERNATIVE_NAMES = hex("0603551d11");
    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] RSA_SHA256 = hex("300d06092a864886f70d01010b0500");

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestCertificate(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** With an EC key, good for a day. */
    public static TestCertificate fresh(String name) {
        Instant now = Instant.now();
        return of(name, "EC", now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
    }

    /** With a key of a kind ({@code EC} or {@code RSA}) and a time. */
    public static TestCertificate of(String name, String kind, Instant from, Instant to) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(kind.equals("EC") ? 256 : 2048);
            KeyPair keys = generator.generateKeyPair();
            return new TestCertificate(keys, sign(name, keys, from, to));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(String name, KeyPair keys, Instant from, Instant to)
            throws GeneralSecurityException {
        boolean ec = keys.getPublic().getAlgorithm().equals("EC");
        byte[] algorithm = ec ? ECDSA_SHA256 : RSA_SHA256;
        byte[] subject = element(
                SEQUENCE,
                element(
                        SET,
                        element(SEQUENCE, COMMON_NAME, element(UTF8_STRING, name.getBytes(StandardCharsets.UTF_8)))));
        byte[] names = element(
                SEQUENCE,
                element(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                element(0x87, new byte[] {127, 0, 0, 1}));
        byte[] extensions = element(SEQUENCE, element(SEQUENCE, ALTERNATIVE_NAMES, element(OCTET_STRING, names)));
        byte[] body = element(
                SEQUENCE,
                element(0xa0, element(INTEGER, new byte[] {2})),
                element(INTEGER, new byte[] {1}),
                algorithm,
                subject,
                element(SEQUENCE, time(from), time(to)),
                subject,
                keys.getPublic().getEncoded(),
                element(0xa3, extensions));
        Signature signer = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        byte[] whole = element(SEQUENCE, body, algorithm, element(BIT_STRING, new byte[1], signer.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return element(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else if (length < 0x100) {
            element.write(0x81);
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /** The certificate in PEM. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key in PEM, PKCS#8. */
    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** The key in OpenSSL's older PEM: what PKCS#8 wraps. */
    public String olderKeyPem() {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        int at = content(pkcs8, 0);
        at = next(pkcs8, at);
        at = next(pkcs8, at);
        byte[] inner = Arrays.copyOfRange(pkcs8, content(pkcs8, at), next(pkcs8, at));
        return pem(keys.getPrivate().getAlgorithm() + " PRIVATE KEY", inner);
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int next(byte[] der, int at) {
        int from = content(der, at);
        int length = from == at + 2 ? der[at + 1] : 0;
        for (int i = at + 2; i < from; i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        return from + length;
    }

    /** Writes both files, each in one step, as careful tools do; the certificate first. */
    public void write(Path certificateFile, Path keyFile) {
        replace(certificateFile, certificatePem());
        replace(keyFile, keyPem());
    }

    /** Replaces a file in one step. */
    public static void replace(Path file, String text) {
        try {
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client's side of TLS, which trusts nothing but this certificate. */
    public SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("server", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last second in which it is good. */
    public Instant expires() {
        return certificate.getNotAfter().toInstant();
    }
}
