package playhouse.models.tagging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tags that there are: nodes of IAB Tech Lab's Content Taxonomy 3.1, and our own. */
public final class Taxonomy {
  /** What stands before the ids of IAB Tech Lab's nodes. */
  static final String IAB = "iab:";

  private static final String MEDIA_TOPIC = "medtop:";
  private static final String GENRES = "iab:SPSHQ5";
  private static final Taxonomy BUNDLED = read();

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private Taxonomy() {}

  /**
   * A tag.
   *
   * @param id {@code iab:} and the unique id of the taxonomy, or one of ours such as {@code
   *     look:dark}
   * @param parent the tag above it; empty if it is one of the highest, or its parent is not here
   * @param name in English
   * @param chinese its name in Chinese
   * @param iptc the IPTC Media Topic that holds it, such as {@code medtop:15000000}; empty if none
   *     does
   */
  public record Node(
      String id, Optional<String> parent, String name, String chinese, Optional<String> iptc) {}

  /** Which tags are told apart from each other: those of a kind speak against one another. */
  enum Kind {
    /** What sort of story it is. */
    GENRE,
    /** What it is about. */
    TOPIC,
    /** One of ours. */
    OWN
  }

  /** The one that comes with the program. */
  public static Taxonomy bundled() {
    return BUNDLED;
  }

  /** The tag of that id; empty if there is none. */
  public Optional<Node> find(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** All of them. */
  public List<Node> all() {
    return List.copyOf(nodes.values());
  }

  /** Whether it says what sort of story a title is, as genres do. */
  public boolean isGenre(String id) {
    return kind(id) == Kind.GENRE;
  }

  /** Crime, music and war are kinds of stories to us, if not to the taxonomy. */
  Kind kind(String id) {
    if (!id.startsWith(IAB)) {
      return Kind.OWN;
    }
    boolean story = List.of("iab:380", "iab:338", "iab:389").contains(id);
    boolean genre = find(id).flatMap(Node::parent).filter(GENRES::equals).isPresent();
    return story || genre ? Kind.GENRE : Kind.TOPIC;
  }

  private static Taxonomy read() {
    Taxonomy all = new Taxonomy();
    for (String[] row : Resources.rows("iab-content-3.1.tsv", 5)) {
      Optional<String> parent = Optional.of(row[1]).filter(id -> !id.isEmpty()).map(IAB::concat);
      Optional<String> iptc =
          Optional.of(row[4])
              .filter(topic -> !topic.isEmpty())
              .map(MEDIA_TOPIC::concat)
              .or(() -> parent.flatMap(all::find).flatMap(Node::iptc));
      all.nodes.put(IAB + row[0], new Node(IAB + row[0], parent, row[2], row[3], iptc));
    }
    for (String[] row : Resources.rows("own-tags.tsv", 3)) {
      all.nodes.put(row[0], new Node(row[0], Optional.empty(), row[1], row[2], Optional.empty()));
    }
    return all;
  }
}
