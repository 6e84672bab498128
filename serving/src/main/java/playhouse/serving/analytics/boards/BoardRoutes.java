package playhouse.serving.analytics.boards;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Saved boards over HTTP. A link to one opens it to whoever may see numbers, if it is shared. */
public final class BoardRoutes implements Routes {
  private static final int MOST = 500;
  private static final int MOST_OWN = 100;
  private static final int MOST_TILES = 48;
  private static final String EXAMPLE =
      """
      {"name":"Morning","shared":true,"tiles":[{"kpi":"K2.2","measure":"dau","days":28,"width":2}]}
      """;

  private final ServicesDatabase database;
  private final Definitions definitions;
  private final Clock clock;

  /** A board as somebody wants it. */
  public record Wanted(
      @NotBlank @Size(max = 80) String name,
      @NotNull @Size(max = MOST_TILES) List<@NotNull @Valid Tile> tiles,
      @JsonPropertyDescription("Whether its link opens it to others; no if not said.")
          @Nullable Boolean shared,
      @JsonPropertyDescription("Of the board that is changed; needed to change one.")
          @Nullable Integer version) {
    private boolean isShared() {
      return shared != null && shared;
    }
  }

  /**
   * Boards that open to whoever asks.
   *
   * @param you as whose a board would be saved
   */
  public record All(List<Board> items, String you) {}

  /** Answers from there. */
  public BoardRoutes(ServicesDatabase database, Definitions definitions, Clock clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S9.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/boards", "One's own boards and those that are shared, 500 at most.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(All.class)
            .read(this::all),
        Endpoint.post("/v1/boards", "Saves a board.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(201, Board.class)
            .write(this::add),
        Endpoint.get("/v1/boards/{id}", "A board.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(Board.class)
            .read(this::one),
        Endpoint.put("/v1/boards/{id}", "Changes a board of one's own.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE.replace("\"shared\"", "\"version\":1,\"shared\""))
            .gives(Board.class)
            .write(this::change),
        Endpoint.delete("/v1/boards/{id}", "Takes a board of one's own away.")
            .may(Role.ANALYST, Role.OPERATOR)
            .givesNothing()
            .write(this::remove));
  }

  private Answer all(Request request) {
    String who = request.caller().owner();
    return Answer.ok(new All(database.read(handle -> BoardStore.of(handle, who, MOST)), who));
  }

  private Answer one(Request request) {
    String who = request.caller().owner();
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle -> BoardStore.find(handle, id, who).orElseThrow(BoardRoutes::missing)));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = checked(request);
    String owner = request.caller().owner();
    if (BoardStore.count(tx, owner) >= MOST_OWN) {
      throw Refusal.conflict(
          "too_many_boards", "nobody has more than " + MOST_OWN + " boards: take one away");
    }
    Board board =
        new Board(
            UUID.randomUUID(), owner, wanted.name(), wanted.tiles(), wanted.isShared(), 1, now());
    BoardStore.add(tx, board);
    return Answer.created("/v1/boards/" + board.id(), board);
  }

  private Answer change(Request request, Handle tx) {
    Wanted wanted = checked(request);
    Board known = own(request, tx);
    if (wanted.version() == null) {
      throw Refusal.bad("version", "must be that of the board which is changed");
    }
    if (wanted.version() != known.version()) {
      throw Refusal.conflict(
          "board_changed", "it was changed meanwhile: read version " + known.version());
    }
    Board changed =
        new Board(
            known.id(),
            known.owner(),
            wanted.name(),
            wanted.tiles(),
            wanted.isShared(),
            known.version() + 1,
            now());
    BoardStore.change(tx, changed);
    return Answer.ok(changed);
  }

  private Answer remove(Request request, Handle tx) {
    BoardStore.remove(tx, own(request, tx).id());
    return Answer.done();
  }

  private Board own(Request request, Handle tx) {
    String who = request.caller().owner();
    Board known = BoardStore.locked(tx, request.id("id"), who).orElseThrow(BoardRoutes::missing);
    if (!known.owner().equals(who)) {
      throw Refusal.barred(
          "board_of_another", "the board is " + known.owner() + "'s: save a copy of your own");
    }
    return known;
  }

  private Wanted checked(Request request) {
    Wanted wanted = request.body(Wanted.class);
    wanted.tiles().forEach(tile -> tile.check(definitions));
    return wanted;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Refusal missing() {
    return Refusal.missing("there is no such board, or it is not shared");
  }
}
