package playhouse.serving.platform.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;

/**
 * One route with everything that is to be known of it: who may ask, what it takes and gives, and
 * who answers. From it come the check at the door and the API's description.
 *
 * @param path with parts such as {@code {id}}
 * @param summary what it does, in a sentence
 * @param roles who may ask; empty if everybody may, without saying who they are
 * @param machines whether only machines ask, who ask often
 * @param secret whether its answer is for one pair of eyes once: it is not kept for who asks again
 * @param takes the body that it wants
 * @param form names of the fields of the form that it wants instead; empty if it wants none
 * @param list whether it may be asked with those parameters only: one that it does not know would
 *     filter nothing, and nobody would see
 * @param gives what it answers when it can
 */
public record Endpoint(
    HandlerType method,
    String path,
    String summary,
    Set<Role> roles,
    boolean machines,
    boolean secret,
    Optional<Body> takes,
    List<String> form,
    List<Query> queries,
    boolean list,
    int status,
    Optional<Class<?>> gives,
    Work work) {

  /**
   * A body.
   *
   * @param type its fields, with what must hold of them
   * @param example one that is taken
   */
  public record Body(Class<?> type, String example) {}

  /** A parameter of the query. */
  public record Query(String name, String description, boolean required) {}

  /** Who answers. */
  public sealed interface Work {
    /** Asks, and changes nothing. */
    record Read(Function<Request, Answer> answer) implements Work {}

    /**
     * Changes, in one transaction with the facts that tell of it. What takes long or speaks with
     * others is done first, before there is a transaction.
     */
    record Write(Function<Request, Function<Handle, Answer>> answer) implements Work {}

    /** Speaks HTTP itself: a stream, or a route that needs no database. */
    record Raw(Handler handler) implements Work {}
  }

  /** Begins one. */
  public static Draft get(String path, String summary) {
    return new Draft(HandlerType.GET, path, summary);
  }

  /** Begins one. */
  public static Draft post(String path, String summary) {
    return new Draft(HandlerType.POST, path, summary);
  }

  /** Begins one. */
  public static Draft put(String path, String summary) {
    return new Draft(HandlerType.PUT, path, summary);
  }

  /** Begins one. */
  public static Draft delete(String path, String summary) {
    return new Draft(HandlerType.DELETE, path, summary);
  }

  /** Whether everybody may ask. */
  public boolean open() {
    return roles.isEmpty();
  }

  /** Its name in the API's description, such as {@code get_v1_plans_id}. */
  public String operationId() {
    return (method.name() + path)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("_$", "");
  }

  /** One that is not complete yet: who may ask must be said before who answers. */
  public static final class Draft {
    private final HandlerType method;
    private final String path;
    private final String summary;
    private Optional<Set<Role>> roles = Optional.empty();
    private boolean machines;
    private boolean secret;
    private Optional<Body> takes = Optional.empty();
    private List<String> form = List.of();
    private final List<Query> queries = new ArrayList<>();
    private boolean list;
    private int status = 200;
    private Optional<Class<?>> gives = Optional.empty();

    private Draft(HandlerType method, String path, String summary) {
      this.method = method;
      this.path = path;
      this.summary = summary;
    }

    /** Everybody may ask. */
    public Draft open() {
      roles = Optional.of(Set.of());
      return this;
    }

    /** Everybody may ask, but only machines do: what they send must tell by itself who they are. */
    public Draft signed() {
      machines = true;
      return open();
    }

    /** These may ask, and the admin; the admin alone if none is named. */
    public Draft may(Role... some) {
      Set<Role> all = Arrays.stream(some).collect(Collectors.toSet());
      all.add(Role.ADMIN);
      roles = Optional.of(Set.copyOf(all));
      return this;
    }

    /** Its answer holds what only the caller may see, now: it is not kept for who asks again. */
    public Draft secret() {
      secret = true;
      return this;
    }

    /** It takes such a body. */
    public Draft takes(Class<?> type, String example) {
      takes = Optional.of(new Body(type, example));
      return this;
    }

    /** It takes a form of such fields, as protocols older than ours want it. */
    public Draft takesForm(String... fields) {
      form = List.of(fields);
      return this;
    }

    /** It may be asked with that parameter. */
    public Draft query(String name, String description) {
      queries.add(new Query(name, description, false));
      return this;
    }

    /** It is a list, and may be asked with the parameters that are named here only. */
    public Draft lists() {
      list = true;
      return this;
    }

    /** It is a list of which that says what is wanted. */
    public Draft filter(String name, String description) {
      return query(name, description).lists();
    }

    /** It is a list that is told in pages ({@link Page}). */
    public Draft pages() {
      return pages(Page.MOST, Page.USUAL);
    }

    /** The same, with so many at most, and so many if nobody says. */
    public Draft pages(int most, int usual) {
      return filter("limit", "How many at most: 1 to " + most + ", " + usual + " if not said.")
          .filter(Parameters.AFTER, "Where the page before ended: its next.");
    }

    /** It answers 200 with that. */
    public Draft gives(Class<?> type) {
      return gives(200, type);
    }

    /** It answers so. */
    public Draft gives(int code, Class<?> type) {
      status = code;
      gives = Optional.of(type);
      return this;
    }

    /** It answers 204. */
    public Draft givesNothing() {
      status = 204;
      return this;
    }

    /** Answers without changing anything. */
    public Endpoint read(Function<Request, Answer> answer) {
      return by(new Work.Read(answer));
    }

    /** Answers by changing something. */
    public Endpoint write(BiFunction<Request, Handle, Answer> answer) {
      return writeAfter(request -> tx -> answer.apply(request, tx));
    }

    /** The same; what is done before the transaction comes first. */
    public Endpoint writeAfter(Function<Request, Function<Handle, Answer>> answer) {
      return by(new Work.Write(answer));
    }

    /** Speaks HTTP itself. */
    public Endpoint raw(Handler handler) {
      return by(new Work.Raw(handler));
    }

    private Endpoint by(Work work) {
      Set<Role> may =
          roles.orElseThrow(
              () -> new IllegalStateException("nobody said who may ask " + method + " " + path));
      return new Endpoint(
          method,
          path,
          summary,
          may,
          machines,
          secret,
          takes,
          form,
          List.copyOf(queries),
          list,
          status,
          gives,
          work);
    }
  }
}
