package org.parvis.server.gateway.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/**
 * A handshake with ourselves, in memory. A library may take a certificate without a word and then fail every handshake
 * with it (BoringSSL does so with encodings that the JDK forgives); better to learn that before anybody comes. The
 * client's side trusts everything: whether others trust the certificate is for them to say.
 */
final class Rehearsal {
    private static final int MOST_ROUNDS = 20;

    private Rehearsal() {}

    /**
     * Shakes hands.
     *
     * @param context of the server
     * @throws TlsException if it cannot be done, with the first cause
     */
    static void play(SslContext context) throws TlsException {
        try {
            SslContext guests = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build();
            play(context.newHandler(ByteBufAllocator.DEFAULT), guests.newHandler(ByteBufAllocator.DEFAULT));
        } catch (SSLException | DecoderException failed) {
            throw new TlsException("no handshake succeeds with this certificate: " + firstCause(failed));
        }
    }

    private static void play(SslHandler host, SslHandler guest) throws SSLException {
        EmbeddedChannel server = new EmbeddedChannel(host);
        EmbeddedChannel client = new EmbeddedChannel(guest);
        try {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                carry(client, server);
                carry(server, client);
            }
            if (!guest.handshakeFuture().isSuccess()) {
                throw new SSLException("it does not come to an end");
            }
        } finally {
            client.finishAndReleaseAll();
            server.finishAndReleaseAll();
        }
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    private static String firstCause(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
