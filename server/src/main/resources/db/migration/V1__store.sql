-- What every feature that must not lose anything stands on. One dialect for SQLite and PostgreSQL: bigint, text,
-- ${blob} and ${serial} are all that differs. Times are UTC milliseconds. A released file is never edited again:
-- changes are a file of their own.

CREATE TABLE setting (
    key text NOT NULL PRIMARY KEY,
    value text NOT NULL
);

-- Answers to requests that must have one effect, however often they are repeated.
CREATE TABLE idempotency (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    status bigint NOT NULL,
    answer text NOT NULL,
    at_ms bigint NOT NULL,
    PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_at ON idempotency (at_ms);

-- Who did what, when and why. Append-only (vendor folder); each row seals those before it by its hash.
CREATE TABLE audit (
    seq bigint NOT NULL PRIMARY KEY CHECK (seq > 0),
    at_ms bigint NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    action text NOT NULL CHECK (action <> ''),
    target text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
);

CREATE INDEX audit_target ON audit (target, seq);

-- Double entry: the entries of a posting sum to zero in each currency. Append-only (vendor folder).
CREATE TABLE ledger_posting (
    id text NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind <> ''),
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL,
    at_ms bigint NOT NULL
);

CREATE TABLE ledger_entry (
    posting_id text NOT NULL REFERENCES ledger_posting (id),
    line bigint NOT NULL CHECK (line >= 0),
    account text NOT NULL CHECK (account <> ''),
    currency text NOT NULL CHECK (currency <> ''),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    PRIMARY KEY (posting_id, line)
);

CREATE INDEX ledger_entry_account ON ledger_entry (account, currency, amount_minor);

-- Messages written together with what they tell of, and their way to each target.
CREATE TABLE outbox (
    seq ${serial},
    id text NOT NULL UNIQUE,
    type text NOT NULL CHECK (type <> ''),
    payload text NOT NULL,
    created_ms bigint NOT NULL,
    spread_ms bigint
);

CREATE INDEX outbox_unspread ON outbox (seq) WHERE spread_ms IS NULL;

CREATE TABLE outbox_delivery (
    outbox_seq bigint NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
    target text NOT NULL CHECK (target <> ''),
    attempts bigint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_ms bigint NOT NULL,
    delivered_ms bigint,
    dead_ms bigint,
    last_error text NOT NULL DEFAULT '',
    PRIMARY KEY (outbox_seq, target)
);

CREATE INDEX outbox_delivery_due ON outbox_delivery (next_ms, target)
    WHERE delivered_ms IS NULL AND dead_ms IS NULL;

CREATE INDEX outbox_delivery_dead ON outbox_delivery (dead_ms) WHERE dead_ms IS NOT NULL;

CREATE TABLE webhook_endpoint (
    id text NOT NULL PRIMARY KEY,
    url text NOT NULL,
    types text NOT NULL,
    secret text NOT NULL,
    old_secret text,
    old_secret_until_ms bigint,
    created_ms bigint NOT NULL,
    failing_since_ms bigint,
    disabled_ms bigint,
    disabled_reason text NOT NULL DEFAULT ''
);

-- Where people stood, so that they stand there again after a restart.
CREATE TABLE stay (
    session_id text NOT NULL PRIMARY KEY,
    person_id text,
    family_id text,
    venue_id text NOT NULL,
    name text NOT NULL,
    look ${blob},
    languages text,
    roles text,
    floor bigint,
    x_cm bigint,
    z_cm bigint,
    yaw bigint,
    token_number bigint NOT NULL,
    seen_ms bigint NOT NULL
);

CREATE INDEX stay_seen ON stay (seen_ms);
