-- Rows as the first release wrote them.
INSERT INTO setting (key, value) VALUES ('kept', 'since the first release');
INSERT INTO idempotency (scope, key, request_hash, status, answer, at_ms)
    VALUES ('award', 'k1', 'h', 201, '{}', 1800000000000);
INSERT INTO audit (seq, at_ms, actor, action, target, reason, detail, prev_hash, hash)
    VALUES (1, 1800000000000, 'p_1', 'role.granted', 'person:p_2', 'helps at the door', '{"role":"moderator"}',
        '0000000000000000000000000000000000000000000000000000000000000000', '5a13ca71afae55764166a006458a814490cd2b06dc95069adc460fce54b3d67b');
INSERT INTO audit (seq, at_ms, actor, action, target, reason, detail, prev_hash, hash)
    VALUES (2, 1800000000500, 'system', 'webhook.disabled', 'webhook:whk_1', 'it took nothing for a day', '',
        '5a13ca71afae55764166a006458a814490cd2b06dc95069adc460fce54b3d67b', '1b7ade728dc8687cb0da3238fb21be618e2a3f2bacca8e51ef6e64d82a3455bd');
INSERT INTO ledger_posting (id, kind, actor, reason, at_ms) VALUES ('pst_1', 'award', 'p_2', 'found it', 1800000000000);
INSERT INTO ledger_entry (posting_id, line, account, currency, amount_minor)
    VALUES ('pst_1', 0, 'system:awards', 'points', -25), ('pst_1', 1, 'person:p_1', 'points', 25);
INSERT INTO outbox (id, type, payload, created_ms, spread_ms)
    VALUES ('msg_1', 'points.awarded', '{"points":25}', 1800000000000, 1800000000100);
INSERT INTO webhook_endpoint (id, url, types, secret, created_ms)
    VALUES ('whk_1', 'https://example.org/hook', '*', 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3', 1800000000000);
INSERT INTO outbox_delivery (outbox_seq, target, attempts, next_ms, last_error)
    VALUES (1, 'webhook:whk_1', 3, 1800000009000, 'HTTP 500');
INSERT INTO stay (session_id, person_id, venue_id, name, floor, x_cm, z_cm, yaw, token_number, seen_ms)
    VALUES ('s_1', 'p_1', 'plaza-mayor', 'Ana', 0, 120, -450, 64, 3, 1800000000000);
