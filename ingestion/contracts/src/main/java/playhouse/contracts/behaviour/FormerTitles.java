package playhouse.contracts.behaviour;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Titles that somebody took up longer ago, as 32-bit hashes: enough to keep them from being offered
 * as something new. When it is full, one other title in two million is taken for one of them.
 */
public final class FormerTitles {

  /** How many titles are remembered; the first to come is the first to go. */
  public static final int LIMIT = 2000;

  /** None yet. */
  public static final FormerTitles NONE = new FormerTitles(new int[0]);

  private final int[] hashes;

  private FormerTitles(int[] hashes) {
    this.hashes = hashes;
  }

  /** Reads what {@link #bytes} wrote. */
  public static FormerTitles of(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return NONE;
    }
    int[] hashes = new int[bytes.remaining() / Integer.BYTES];
    bytes.duplicate().asIntBuffer().get(hashes);
    return new FormerTitles(hashes);
  }

  /** Four bytes a title, big-endian, in the order in which they came. */
  public ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Integer.BYTES);
    bytes.asIntBuffer().put(hashes);
    return bytes;
  }

  /** Whether the title is among them; rarely so although it is not. */
  public boolean contains(String title) {
    int hash = title.hashCode();
    for (int other : hashes) {
      if (other == hash) {
        return true;
      }
    }
    return false;
  }

  /** The same with one more; the very same object if it is among them. */
  FormerTitles with(String title) {
    if (contains(title)) {
      return this;
    }
    int dropped = hashes.length == LIMIT ? 1 : 0;
    int kept = hashes.length - dropped;
    int[] more = new int[kept + 1];
    System.arraycopy(hashes, dropped, more, 0, kept);
    more[kept] = title.hashCode();
    return new FormerTitles(more);
  }

  /** How many there are. */
  public int size() {
    return hashes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FormerTitles titles && Arrays.equals(hashes, titles.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }
}
