package org.parvis.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTest {
    @ParameterizedTest
    @MethodSource("thrown")
    void everyFailureIsWordsForAPerson(Throwable thrown, String words) {
        assertThat(Failure.words(thrown))
                .contains(words)
                .doesNotContain("Exception")
                .doesNotContain("io.netty");
    }

    private static Stream<Arguments> thrown() {
        Throwable silent = new ConnectException();
        silent.initCause(new ClosedChannelException());
        return Stream.of(
                Arguments.of(
                        new ChannelException(
                                "Unable to create Channel from class class io.netty.channel.epoll.EpollSocketChannel",
                                new ChannelException(
                                        new IOException("newSocketStream(..) failed: Too many open files"))),
                        "too many open files"),
                Arguments.of(new BindException("Cannot assign requested address"), "no port is left"),
                Arguments.of(new BindException("bind(..) failed: Address already in use"), "no port is left"),
                Arguments.of(new ConnectException("Connection refused: /127.0.0.1:9"), "nothing listens there"),
                Arguments.of(silent, "nothing listens there"),
                Arguments.of(new UnknownHostException("nowhere.invalid"), "name is not known"),
                Arguments.of(new NoRouteToHostException("No route to host"), "no way leads"),
                Arguments.of(new IOException("connect(..) failed: Network is unreachable"), "no way leads"),
                Arguments.of(new ConnectTimeoutException("connection timed out after 10000 ms"), "no answer in time"),
                Arguments.of(new IOException("recvAddress(..) failed: Connection reset by peer"), "was reset"),
                Arguments.of(
                        new SSLHandshakeException("PKIX path building failed: unable to find valid certification path"),
                        "--trust FILE"),
                Arguments.of(
                        new SSLHandshakeException("No subject alternative names matching IP address 127.0.0.1 found"),
                        "for another name"),
                Arguments.of(
                        new javax.net.ssl.SSLException("Unsupported or unrecognized SSL message: plaintext"),
                        "use ws://"));
    }
}
