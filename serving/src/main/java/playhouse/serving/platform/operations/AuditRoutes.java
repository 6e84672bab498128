package playhouse.serving.platform.operations;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.Audit;
import playhouse.serving.platform.store.AuditChain;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who did what, for those who answer for it. */
public final class AuditRoutes implements Routes {
  private final ServicesDatabase database;

  /** Entries, the newest first. */
  public record Entries(List<Audit.Kept> items, Optional<String> next) {}

  /**
   * Whether the log is as it was written.
   *
   * @param brokenAt the position of the first entry that is not; absent if all are
   */
  public record Chain(boolean whole, OptionalLong brokenAt) {}

  /** Of the log in that database. */
  public AuditRoutes(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/audit", "Who did what, the newest first.")
            .may()
            .filter("caller", "Only what they did; a subject such as admin.ana.")
            .pages()
            .gives(Entries.class)
            .read(this::entries),
        Endpoint.get("/v1/audit/chain", "Whether the log is as it was written.")
            .may()
            .gives(Chain.class)
            .read(this::chain));
  }

  private Answer entries(Request request) {
    Page page = Page.of(request);
    List<Audit.Kept> found =
        database.read(
            handle ->
                Audit.newest(handle, request.query("caller"), page.before(), page.limit() + 1));
    return Answer.ok(new Entries(page.cut(found), page.next(found, Audit.Kept::id)));
  }

  private Answer chain(Request request) {
    OptionalLong broken = database.read(AuditChain::broken);
    return Answer.ok(new Chain(broken.isEmpty(), broken));
  }
}
