package playhouse.serving.acquisition.licences;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.acquisition.rights.Model;

/** By what people may watch something; whoever takes their money knows. */
public interface Entitled {

  /**
   * One way.
   *
   * @param until first moment at which it must be asked again; empty if nothing ends it by itself
   */
  record Way(Model model, Optional<Instant> until) {}

  /** Nobody may watch anything. */
  Entitled NOBODY = (tx, person, title, now) -> List.of();

  /** By what a person may watch a title then; nothing if they may not. */
  List<Way> ways(Handle tx, UUID person, String title, Instant now);
}
