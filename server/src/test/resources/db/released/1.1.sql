INSERT INTO setting (key, value) VALUES ('kept', 'since the first release');
INSERT INTO idempotency (scope, key, request_hash, status, answer, at_ms) VALUES ('award', 'k1', 'h', 201, '{}', 1800000000000);
