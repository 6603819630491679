package org.parvis.server.app.config;

import java.util.List;
import java.util.Locale;

/**
 * Every configuration key, once: flags, environment variables, the file, the help text, the banner and the table in
 * {@code docs/operations.md} all follow from this list.
 */
public enum Key {
    /** Port. */
    PORT(Kind.INTEGER, "8080", 0, 65_535, "TCP port for pages, players and metrics; 0 takes any free one"),
    /** Address to bind. */
    HOST(Kind.TEXT, "0.0.0.0", 0, 0, "address to listen on; 127.0.0.1 keeps the server to this machine"),
    /** Port for operators. */
    OPERATIONS_PORT(
            Kind.INTEGER,
            "0",
            0,
            65_535,
            "port that answers /metrics and /health/ alone, without TLS; then /metrics is on no other; 0: on port"),
    /** Address for operators. */
    OPERATIONS_HOST(Kind.TEXT, "127.0.0.1", 0, 0, "address that operations-port listens on"),
    /** Venues. */
    VENUE(
            Kind.LIST,
            "plaza-mayor",
            0,
            0,
            "built-in venue or path of a venue bundle; repeatable, the first is the default"),
    /** Folder for data. */
    DATA_DIR(Kind.TEXT, "data", 0, 0, "folder for what the server keeps; made when missing"),
    /** Database. */
    DB(
            Kind.TEXT,
            "embedded",
            0,
            0,
            "embedded: SQLite in data-dir; else jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/NAME"),
    /** Database user. */
    DB_USER(Kind.OPTIONAL, "", 0, 0, "user of PostgreSQL"),
    /** Where the database user's password is. */
    DB_PASSWORD_FILE(Kind.OPTIONAL, "", 0, 0, "file with the password of db-user"),
    /** The database user's password. */
    DB_PASSWORD(Kind.SECRET, "", 0, 0, "password of db-user; no flag, only PARVIS_DB_PASSWORD or the file"),
    /** Connections to the database. */
    DB_CONNECTIONS(Kind.INTEGER, "8", 2, 200, "connections to PostgreSQL at most, half of them for reading"),
    /** Ticks per second. */
    TICK_RATE(Kind.INTEGER, "20", 5, 60, "steps per second of every venue instance"),
    /** People per instance. */
    CAPACITY(Kind.INTEGER, "8000", 1, 20_000, "people in one venue instance"),
    /** Mirrors. */
    MIRRORS(
            Kind.INTEGER,
            "1",
            1,
            64,
            "instances of one venue that may run at once; another opens when all are nearly full, and closes when empty"),
    /** Time of empty mirrors. */
    MIRROR_IDLE(
            Kind.DURATION, "60s", 0, 3_600_000, "how long an instance opened for load stays empty before it closes"),
    /** Bodies per viewer. */
    VIEWER_BODIES(
            Kind.INTEGER,
            "2000",
            1,
            20_000,
            "people whose bodies one player is sent at most, nearest first; the others are told as numbers"),
    /** Origins. */
    ALLOWED_ORIGINS(
            Kind.LIST, "", 0, 0, "web origins that may open sockets, compared whole; empty: same host and port only"),
    /** Host names. */
    ALLOWED_HOSTS(
            Kind.LIST, "", 0, 0, "names the server answers under, each with a port or for every port; empty: any"),
    /** Certificate. */
    TLS_CERT(
            Kind.OPTIONAL, "", 0, 0, "PEM file: certificate and chain; with tls-key turns TLS on; read anew on change"),
    /** Its key. */
    TLS_KEY(Kind.OPTIONAL, "", 0, 0, "PEM file: the certificate's private key, RSA or EC, not encrypted"),
    /** Proxies. */
    TRUSTED_PROXIES(
            Kind.LIST, "", 0, 0, "networks (CIDR) whose X-Forwarded-For, X-Forwarded-Proto and Forwarded are believed"),
    /** Transport. */
    TRANSPORT(
            Kind.CHOICE,
            "auto",
            0,
            0,
            "how sockets are served; auto: epoll on Linux, nio elsewhere",
            "auto",
            "epoll",
            "nio",
            "io-uring"),
    /** Event loops. */
    IO_THREADS(Kind.INTEGER, "0", 0, 128, "network threads; 0: half the processors"),
    /** Sockets. */
    MAX_CONNECTIONS(Kind.INTEGER, "10000", 1, 1_000_000, "sockets open at once"),
    /** Staff. */
    STAFF_ADDRESSES(Kind.LIST, "", 0, 0, "networks (CIDR) of staff: no limits per address, and a reserve of sockets"),
    /** Places for staff. */
    STAFF_RESERVE(Kind.INTEGER, "32", 0, 10_000, "sockets of max-connections that only staff-addresses may use"),
    /** New sockets per address. */
    CONNECTION_RATE_PER_ADDRESS(
            Kind.INTEGER, "200", 1, 1_000_000, "new sockets a second from one address, ten times as many at once"),
    /** Requests per address. */
    REQUEST_RATE_PER_ADDRESS(
            Kind.INTEGER, "1000", 1, 1_000_000, "HTTP requests a second from one address, ten times as many at once"),
    /** API requests per address. */
    API_RATE_PER_ADDRESS(
            Kind.INTEGER,
            "50",
            1,
            1_000_000,
            "of these, requests of the API (/v1/, but neither files of venues nor players coming in)"),
    /** Half-open sockets per address. */
    MAX_WAITING_PER_ADDRESS(
            Kind.INTEGER, "512", 1, 1_000_000, "sockets of one address that owe a request; then the oldest is closed"),
    /** Players per address. */
    MAX_PLAYERS_PER_ADDRESS(
            Kind.INTEGER, "10000", 1, 1_000_000, "players connected from one address; lower it on the open internet"),
    /** Request time. */
    REQUEST_TIMEOUT(Kind.DURATION, "10s", 100, 600_000, "from connecting to the last byte of the first request"),
    /** Keep-alive. */
    KEEP_ALIVE(Kind.DURATION, "30s", 100, 600_000, "from a reply to the last byte of the next request"),
    /** Hello. */
    HELLO_TIMEOUT(Kind.DURATION, "10s", 100, 10_000, "from opening a WebSocket to the player's Hello"),
    /** Resume. */
    RESUME_WINDOW(Kind.DURATION, "120s", 0, 3_600_000, "how long a player's place is kept after a lost connection"),
    /** Drain. */
    DRAIN_TIME(Kind.DURATION, "1s", 0, 4_000, "from telling the players to closing their connections at shutdown"),
    /** Webhooks into the own network. */
    WEBHOOK_ALLOW_PRIVATE(
            Kind.CHOICE, "no", 0, 0, "whether webhooks may go to plain http and to private addresses", "no", "yes"),
    /** Contact for finders of flaws. */
    SECURITY_CONTACT(
            Kind.OPTIONAL,
            "",
            0,
            0,
            "mailto: or https: address for reports of flaws, told in /.well-known/security.txt"),
    /** Asset cache. */
    ASSET_CACHE_MB(Kind.INTEGER, "128", 1, 16_384, "memory for files that are sent often, in MiB outside the heap"),
    /** Who may come in without an account. */
    GUESTS(
            Kind.CHOICE,
            "with-identity",
            0,
            0,
            "who comes in without an account: guests with a ticket of the API; anybody by a name; nobody",
            "with-identity",
            "anonymous",
            "none"),
    /** New guests. */
    GUESTS_PER_MINUTE(
            Kind.INTEGER, "120", 1, 1_000_000, "new guests from one address, on average; bursts of five times"),
    /** Identity providers. */
    OIDC_FILE(Kind.LIST, "", 0, 0, "file that describes an OpenID Connect provider; repeatable"),
    /** Log format. */
    LOG_FORMAT(Kind.CHOICE, "human", 0, 0, "how log lines look", "human", "json"),
    /** Log level. */
    LOG_LEVEL(Kind.CHOICE, "info", 0, 0, "least severity that is logged", "error", "warn", "info", "debug");

    /** What a value is. */
    enum Kind {
        INTEGER,
        DURATION,
        TEXT,
        OPTIONAL,
        /** Shown nowhere, and never on the command line, where every user of the machine could read it. */
        SECRET,
        LIST,
        CHOICE
    }

    final Kind kind;
    final String defaultText;
    final long min;
    final long max;
    final String meaning;
    private final String choiceList;

    Key(Kind kind, String defaultText, long min, long max, String meaning, String... choices) {
        this.kind = kind;
        this.defaultText = defaultText;
        this.min = min;
        this.max = max;
        this.meaning = meaning;
        this.choiceList = String.join(",", choices);
    }

    List<String> choices() {
        return List.of(choiceList.split(",", -1));
    }

    /**
     * The key as it stands in files and, behind two dashes, on the command line.
     *
     * @return kebab-case name
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The environment variable.
     *
     * @return upper-case name
     */
    public String variable() {
        return "PARVIS_" + name();
    }

    /**
     * What it does.
     *
     * @return one line, with the default
     */
    public String description() {
        String limits = choiceList.isEmpty() ? "" : " (" + String.join(", ", choices()) + ")";
        String standard = defaultText.isEmpty() ? "" : "; default " + defaultText;
        return meaning + limits + standard;
    }

    /** The key's row in the operator's document. */
    String documentRow() {
        String standard = defaultText.isEmpty() ? "–" : "`" + defaultText + "`";
        String range = switch (kind) {
            case INTEGER -> min + " to " + max;
            case DURATION -> min + "ms to " + max + "ms";
            case TEXT, OPTIONAL, SECRET -> "text";
            case LIST -> "list";
            case CHOICE -> String.join(", ", choices());
        };
        return "| `" + text() + "` | " + standard + " | " + range + " | " + meaning + " |";
    }

    /**
     * What a value looks like, for help texts.
     *
     * @return such as {@code <n>}
     */
    public String placeholder() {
        return switch (kind) {
            case INTEGER -> "<n>";
            case DURATION -> "<time>";
            case TEXT, OPTIONAL, SECRET -> "<text>";
            case LIST -> "<item>";
            case CHOICE -> "<" + String.join("|", choices()) + ">";
        };
    }

    /**
     * Whether its value must not be seen.
     *
     * @return true for passwords
     */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /**
     * Whether it may be given several times.
     *
     * @return true for lists
     */
    public boolean isList() {
        return kind == Kind.LIST;
    }
}
