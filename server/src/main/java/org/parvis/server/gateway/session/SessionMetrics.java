package org.parvis.server.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.gateway.stay.StayBook;
import org.parvis.server.peer.AddressBudgets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sessions count and log. A reason is logged once per source address and minute, and a kind of reason at most five
 * times a second, so that nobody fills the disk by misbehaving; all are counted. Any thread.
 */
final class SessionMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMetrics.class);
    private static final int MAX_REMEMBERED = 10_000;
    private static final int LINES_PER_SECOND = 5;

    /** Reason of an end without a word of the protocol. */
    static final String LOST = "LOST";

    private final MeterRegistry registry;
    private final AtomicInteger connections = new AtomicInteger();
    private final Counter joins;
    private final Counter resumes;
    private final Counter frames;
    private final Counter framesLeftOut;
    private final Counter bytes;
    private final Counter movesDropped;
    private final Counter mailDropped;
    private final AtomicLong mailWaiting = new AtomicLong();
    /** Who has thousands of addresses could fill the disk all the same. */
    private final AddressBudgets lines = new AddressBudgets(LINES_PER_SECOND, 10 * LINES_PER_SECOND);

    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    SessionMetrics(MeterRegistry registry, Sessions sessions) {
        this.registry = registry;
        Gauge.builder("parvis.connections", connections, AtomicInteger::get).register(registry);
        Gauge.builder("parvis.sessions", sessions, Sessions::size).register(registry);
        joins = registry.counter("parvis.joins");
        resumes = registry.counter("parvis.resumes");
        frames = registry.counter("parvis.frames.sent");
        framesLeftOut = registry.counter("parvis.frames.left.out");
        bytes = registry.counter("parvis.bytes.sent");
        movesDropped = registry.counter("parvis.moves.dropped");
        mailDropped = registry.counter("parvis.mail.dropped");
        Gauge.builder("parvis.mail.waiting.bytes", mailWaiting, AtomicLong::get).register(registry);
        countFromTheStart();
    }

    /** Shows what waits to be removed from the table of stays. */
    void watch(StayBook book) {
        Gauge.builder("parvis.stays.to.remove", book, StayBook::waiting).register(registry);
        FunctionCounter.builder("parvis.stays.left.to.age", book, StayBook::forgone)
                .register(registry);
    }

    /** Shows how many letterboxes there are. */
    void watch(PlayerLinks links) {
        Gauge.builder("parvis.posts", links, PlayerLinks::posts).register(registry);
    }

    /** A graph or an alarm must not need a first case. */
    private void countFromTheStart() {
        for (RefusalCode code : RefusalCode.values()) {
            if (code != RefusalCode.UNRECOGNIZED) {
                refusals(code.name());
            }
        }
        for (CloseReason reason : CloseReason.values()) {
            if (reason != CloseReason.UNRECOGNIZED) {
                disconnects(reason.name());
            }
        }
        disconnects(LOST);
    }

    private Counter refusals(String code) {
        return registry.counter("parvis.refusals", "code", code);
    }

    private Counter disconnects(String reason) {
        return registry.counter("parvis.disconnects", "reason", reason);
    }

    void opened() {
        connections.incrementAndGet();
    }

    void gone() {
        connections.decrementAndGet();
    }

    void joined(boolean resumed) {
        (resumed ? resumes : joins).increment();
    }

    void frame(int size) {
        frames.increment();
        bytes.increment(size);
    }

    void sent(int size) {
        bytes.increment(size);
    }

    void frameLeftOut() {
        framesLeftOut.increment();
    }

    void moveDropped() {
        movesDropped.increment();
    }

    /** So many bytes of mail more, or less, wait for people. */
    void mailWaits(int change) {
        mailWaiting.addAndGet(change);
    }

    void mailDropped() {
        mailDropped.increment();
    }

    /** Counts a refusal and logs it if it is the first of its kind from there in a minute. */
    void refused(String code, String source, String detail) {
        refusals(code).increment();
        log("refused", code, source, detail);
    }

    /** Counts the end of a connection and logs it if it is the first of its kind from there in a minute. */
    void closed(String reason, String source, String detail) {
        disconnects(reason).increment();
        log("closed", reason, source, detail);
    }

    private void log(String what, String kind, String source, String detail) {
        if (logged.asMap().putIfAbsent(kind + " " + source, Boolean.TRUE) == null
                && lines.take(kind).granted()) {
            LOG.info("{} connection reason={} source={} detail={}", what, kind, source, detail);
        }
    }
}
