package playhouse.serving.platform.access;

import java.util.Optional;

/** Who knows the sessions that people have signed in to. */
public interface OpenSessions {
  /** Whose session that is; empty if it is none of ours or is over. */
  Optional<Caller> caller(String token);
}
