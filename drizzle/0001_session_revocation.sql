-- Every deleted session that has not yet expired is remembered, and every process is told:
-- sign-out, a changed password, a deleted account and a `DELETE` by hand alike.
CREATE FUNCTION session_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.expires_at > now() THEN
    INSERT INTO revoked_session (sid, user_id, expires_at)
    VALUES (old.id, old.user_id, old.expires_at)
    ON CONFLICT (sid) DO NOTHING;
    PERFORM pg_notify(
      'session_revoked',
      json_build_object('sid', old.id, 'exp', extract(epoch FROM old.expires_at)::bigint)::text
    );
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_revoked AFTER DELETE ON "session"
FOR EACH ROW EXECUTE FUNCTION session_revoked();
