package playhouse.serving.advertising.beacons;

import java.util.Optional;
import java.util.UUID;

/** Ads that others offered, and that they pay for. */
public interface Elsewhere {
  /** Nobody offers any. */
  Elsewhere NONE =
      new Elsewhere() {
        @Override
        public void shown(UUID impression) {}

        @Override
        public Optional<String> markup(UUID impression) {
          return Optional.empty();
        }
      };

  /** It began to show: who offered it is told, once; nothing if it is none of theirs. */
  void shown(UUID impression);

  /** Its VAST, as it was offered; empty if it is none of theirs, or too long ago. */
  Optional<String> markup(UUID impression);
}
