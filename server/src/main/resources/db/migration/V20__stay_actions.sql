-- Highest id of the actions that a session's person was answered or that were begun: after a restart none of them is
-- done a second time.
ALTER TABLE stay ADD COLUMN last_action_id bigint NOT NULL DEFAULT 0;
