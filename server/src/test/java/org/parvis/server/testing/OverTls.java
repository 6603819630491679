package org.parvis.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.parvis.server.gateway.ShellConfig;
import org.parvis.server.gateway.tls.TlsFiles;

/**
 * Runs the tests of a class over TLS: servers that are opened meanwhile by the test's thread serve it. A class of tests
 * is written once, for a line in clear; an empty subclass with this extension repeats it.
 */
public final class OverTls implements BeforeAllCallback, AfterAllCallback {
    private static final ThreadLocal<Boolean> WANTED = ThreadLocal.withInitial(() -> false);

    /** One certificate is enough for a virtual machine full of tests. */
    private static final class Shared {
        static final TestCertificate CERTIFICATE = TestCertificate.fresh("Parvis tests");
        static final TlsFiles FILES = files();

        private static TlsFiles files() {
            try {
                Path folder = Files.createTempDirectory("parvis-tls");
                TlsFiles files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
                CERTIFICATE.write(files.certificate(), files.key());
                for (Path file : new Path[] {files.certificate(), files.key(), folder}) {
                    file.toFile().deleteOnExit();
                }
                return files;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        WANTED.set(true);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        WANTED.remove();
    }

    /** Whether servers opened now should serve TLS. */
    public static boolean isWanted() {
        return WANTED.get();
    }

    /** The certificate they serve. */
    public static TestCertificate certificate() {
        return Shared.CERTIFICATE;
    }

    /** An open shell, with TLS if it is wanted now. */
    public static ShellConfig shell() {
        ShellConfig open = ShellConfig.OPEN;
        return new ShellConfig(
                tls(), open.trustedProxies(), open.allowedHosts(), open.staffAddresses(), 0, open.rates());
    }

    /** Where certificate and key are, if TLS is wanted now. */
    public static @Nullable TlsFiles tls() {
        return isWanted() ? Shared.FILES : null;
    }
}
