package org.parvis.server.app.config;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parvis.server.app.config.ConfigReader.Given;
import org.parvis.server.gateway.GatewayConfig;
import org.parvis.server.gateway.Transport;
import org.parvis.server.gateway.session.SessionConfig;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.instance.InstanceConfig;
import org.parvis.server.placement.MirrorConfig;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.webhook.TargetRule;

/**
 * The validated configuration. Frozen; read by {@code app} only, which cuts a record out of it for each room.
 *
 * <p>Any thread.
 */
public final class ServerConfig {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)?");
    private static final long MIB = 1L << 20;
    private static final String MASK = "***";

    private final Map<Key, Given> given;
    private final Map<Key, Long> numbers = new EnumMap<>(Key.class);

    private ServerConfig(Map<Key, Given> given) {
        this.given = new EnumMap<>(given);
    }

    static ServerConfig validated(Map<Key, Given> given, List<String> earlierFaults) throws ConfigException {
        ServerConfig config = new ServerConfig(given);
        List<String> faults = new ArrayList<>(earlierFaults);
        for (Key key : Key.values()) {
            config.check(key, faults);
        }
        config.checkRelations(faults);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return config;
    }

    private void check(Key key, List<String> faults) {
        switch (key.kind) {
            case INTEGER -> checkNumber(key, faults);
            case DURATION -> checkDuration(key, faults);
            case CHOICE -> {
                if (!key.choices().contains(text(key))) {
                    faults.add(fault(key, "must be one of " + String.join(", ", key.choices())));
                }
            }
            case TEXT -> {
                if (text(key).isBlank()) {
                    faults.add(fault(key, "must not be empty"));
                }
            }
            case OPTIONAL, SECRET, LIST -> {}
        }
    }

    private void checkNumber(Key key, List<String> faults) {
        try {
            long number = Long.parseLong(text(key));
            if (number < key.min || number > key.max) {
                faults.add(fault(key, "must be " + key.min + " to " + key.max));
            }
            numbers.put(key, number);
        } catch (NumberFormatException notANumber) {
            faults.add(fault(key, "must be a whole number, " + key.min + " to " + key.max));
        }
    }

    private void checkDuration(Key key, List<String> faults) {
        Matcher matcher = DURATION.matcher(text(key).toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            faults.add(fault(key, "must be a time such as 500ms, 10s or 2m"));
            return;
        }
        long unitMs = matcher.group(2) == null || matcher.group(2).equals("ms")
                ? 1
                : matcher.group(2).equals("s") ? 1_000 : 60_000;
        long durationMs = Long.parseLong(matcher.group(1)) * unitMs;
        if (durationMs < key.min || durationMs > key.max) {
            faults.add(fault(key, "must be " + key.min + "ms to " + key.max + "ms"));
        }
        numbers.put(key, durationMs);
    }

    private void checkRelations(List<String> faults) {
        if (values(Key.VENUE).isEmpty()) {
            faults.add(fault(Key.VENUE, "name at least one venue"));
        }
        ShellSection.check(this, faults);
        try {
            dataDir();
        } catch (InvalidPathException notAPath) {
            faults.add(fault(Key.DATA_DIR, "is not the name of a folder: " + notAPath.getReason()));
        }
        StoreSection.check(this, faults);
        if (!faults.isEmpty()) {
            return;
        }
        boolean chosen = !value(Key.MAX_WAITING_PER_ADDRESS).source().equals(ConfigReader.DEFAULT);
        if (chosen && integer(Key.MAX_WAITING_PER_ADDRESS) > integer(Key.MAX_CONNECTIONS)) {
            faults.add(fault(
                    Key.MAX_WAITING_PER_ADDRESS, "must not exceed max-connections, " + text(Key.MAX_CONNECTIONS)));
        }
    }

    String fault(Key key, String problem) {
        Given value = value(key);
        String shown = key.isSecret() ? MASK : String.join(", ", value.values());
        return key.text() + " = " + shown + " (from " + value.source() + "): " + problem;
    }

    /**
     * A number.
     *
     * @param key of an integer
     * @return its value, within the key's range
     */
    public int integer(Key key) {
        return Math.toIntExact(number(key));
    }

    /**
     * A time.
     *
     * @param key of a duration
     * @return milliseconds, within the key's range
     */
    public long milliseconds(Key key) {
        return number(key);
    }

    /**
     * A list.
     *
     * @param key of a list
     * @return its values in order
     */
    public List<String> values(Key key) {
        return value(key).values();
    }

    /**
     * A text.
     *
     * @param key of anything but a list
     * @return its value
     */
    public String text(Key key) {
        return value(key).values().get(0);
    }

    /**
     * An optional text.
     *
     * @param key of one
     * @return its value; empty when it was not given
     */
    public Optional<String> optional(Key key) {
        return values(key).stream().filter(text -> !text.isEmpty()).findFirst();
    }

    /**
     * The folder for data.
     *
     * @return absolute path
     */
    public Path dataDir() {
        return Path.of(text(Key.DATA_DIR)).toAbsolutePath().normalize();
    }

    /**
     * What the gateway needs.
     *
     * @return its room's record
     */
    public GatewayConfig gateway() {
        int ioThreads = integer(Key.IO_THREADS);
        HttpLimits standard = HttpLimits.DEFAULT;
        HttpLimits http = new HttpLimits(
                standard.maxUriBytes(),
                standard.maxHeaderBytes(),
                standard.maxBodyBytes(),
                milliseconds(Key.REQUEST_TIMEOUT),
                milliseconds(Key.KEEP_ALIVE),
                standard.writeStallMs(),
                standard.pipelinedRequests());
        return new GatewayConfig(
                text(Key.HOST),
                integer(Key.PORT),
                Transport.valueOf(text(Key.TRANSPORT).toUpperCase(Locale.ROOT).replace('-', '_')),
                ioThreads > 0 ? ioThreads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                integer(Key.MAX_CONNECTIONS),
                Math.min(integer(Key.MAX_WAITING_PER_ADDRESS), integer(Key.MAX_CONNECTIONS)),
                values(Key.ALLOWED_ORIGINS),
                http,
                Liveness.DEFAULT,
                ShellSection.of(this));
    }

    /**
     * Where operators are answered apart from everybody else.
     *
     * @return the address; empty: on the one port, with the rest
     */
    public Optional<InetSocketAddress> operations() {
        int port = integer(Key.OPERATIONS_PORT);
        return port == 0 ? Optional.empty() : Optional.of(new InetSocketAddress(text(Key.OPERATIONS_HOST), port));
    }

    /**
     * What venue instances need.
     *
     * @return their room's record
     */
    public InstanceConfig instances() {
        return InstanceConfig.DEFAULT
                .withTickRate(integer(Key.TICK_RATE))
                .withCapacity(integer(Key.CAPACITY))
                .withViewerBodies(integer(Key.VIEWER_BODIES));
    }

    /**
     * What sessions need.
     *
     * @return their room's record
     */
    public SessionConfig sessions() {
        return SessionConfig.builder()
                .guests(guests())
                .helloTimeoutMs(Math.toIntExact(milliseconds(Key.HELLO_TIMEOUT)))
                .resumeWindowMs(Math.toIntExact(milliseconds(Key.RESUME_WINDOW)))
                .maxConnectionsPerAddress(integer(Key.MAX_PLAYERS_PER_ADDRESS))
                .build();
    }

    /**
     * Who may come in without an account.
     *
     * @return the policy
     */
    public GuestPolicy guests() {
        return GuestPolicy.valueOf(text(Key.GUESTS).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * When instances of a venue open and close.
     *
     * @return the rule
     */
    public MirrorConfig mirrors() {
        return new MirrorConfig(
                integer(Key.MIRRORS), MirrorConfig.DEFAULT.openAtShare(), milliseconds(Key.MIRROR_IDLE));
    }

    /**
     * What the store needs.
     *
     * @return its room's record
     * @throws ConfigException if the password's file cannot be read
     */
    public StoreConfig store() throws ConfigException {
        return StoreSection.of(this);
    }

    /**
     * Where webhooks may go.
     *
     * @return the rule
     */
    public TargetRule webhookTargets() {
        return new TargetRule(text(Key.WEBHOOK_ALLOW_PRIVATE).equals("yes"));
    }

    /**
     * The bound of the asset cache.
     *
     * @return bytes
     */
    public long assetCacheBytes() {
        return number(Key.ASSET_CACHE_MB) * MIB;
    }

    /**
     * The effective configuration for people: every key, its value, and where it came from. Secrets are masked.
     *
     * @return lines
     */
    public List<String> banner() {
        List<String> lines = new ArrayList<>();
        for (Key key : Key.values()) {
            Given value = value(key);
            String joined = String.join(", ", value.values());
            String shown = joined.isEmpty() ? "-" : key.isSecret() ? MASK : joined;
            lines.add(String.format(Locale.ROOT, "  %-24s %-24s %s", key.text(), shown, value.source()));
        }
        return lines;
    }

    private long number(Key key) {
        Long number = numbers.get(key);
        if (number == null) {
            throw new IllegalArgumentException(key + " is not a number or time");
        }
        return number;
    }

    private Given value(Key key) {
        Given value = given.get(key);
        if (value == null) {
            throw new IllegalStateException("No value for " + key);
        }
        return value;
    }
}
