package playhouse.serving.personalisation.segments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who is in which segment, over HTTP; people are known here by their pseudonyms only. */
final class MemberRoutes implements Routes {
  private final ServicesDatabase database;
  private final Segments segments;

  /** Somebody who is in it, since then. */
  record Member(UUID person, Instant since) {}

  /** Some of those who are in it, who came last first. */
  record Members(List<Member> items, Optional<String> next) {}

  /** A segment that somebody is in, since then. */
  record Membership(String segment, Instant since) {}

  /** Those that somebody is in. */
  record Memberships(List<Membership> items) {}

  MemberRoutes(ServicesDatabase database, Segments segments) {
    this.database = database;
    this.segments = segments;
  }

  @Override
  public String system() {
    return Segments.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/segments/{id}/people", "Who is in a segment; nobody if there is none.")
            .may(Role.ANALYST, Role.OPERATOR)
            .pages()
            .gives(Members.class)
            .read(this::members),
        Endpoint.get(
                "/v1/people/{id}/segments",
                "The segments somebody is in; for machines those that people are targeted by.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .lists()
            .gives(Memberships.class)
            .read(this::memberships));
  }

  private Answer members(Request request) {
    Page page = Page.of(request);
    List<MemberStore.Member> found =
        database.read(
            handle -> MemberStore.of(handle, request.path("id"), page.before(), page.limit()));
    return Answer.ok(
        new Members(
            page.cut(found).stream().map(one -> new Member(one.person(), one.since())).toList(),
            page.next(found, MemberStore.Member::number)));
  }

  private Answer memberships(Request request) {
    UUID person = Parameters.person("id", request.path("id"));
    boolean machine = request.caller().role() == Role.SERVICE;
    return Answer.ok(
        new Memberships(
            database.read(handle -> MemberStore.of(handle, person)).stream()
                .filter(one -> !machine || segments.targets(person, one.segment()))
                .map(one -> new Membership(one.segment(), one.since()))
                .toList()));
  }
}
