package playhouse.collector.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether behaviour may be kept under a person's pseudonym. */
@FunctionalInterface
public interface Consent {

  /** Null asks about somebody unknown. */
  boolean analytics(@Nullable UUID person);
}
