package playhouse.serving.identity.settings;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Profile;
import playhouse.serving.identity.accounts.Profiles;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The profiles of one's household. A child's profile changes none. */
public final class ProfileRoutes implements Routes {
  private static final String IN = "/v1/profiles/{id}";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Profiles profiles;
  private final Sessions sessions;

  /** A profile as it is to be. */
  public record Wanted(
      @NotNull @Size(min = 1, max = 40) @Pattern(regexp = "[\\p{L}\\p{N}\\p{P}\\p{Zs}\\p{So}]+")
          String name,
      @JsonPropertyDescription("Oldest audience that titles may be made for; no limit if not said.")
          @Nullable
          @Min(0)
          @Max(18)
          Integer mostAge,
      @JsonPropertyDescription("Asked for by who wants to watch as them; empty for none any more.")
          @Nullable
          @Pattern(regexp = "|[0-9]{4,8}")
          String pin) {}

  /** Who wants to watch as one. */
  public record Entry(@Nullable @Pattern(regexp = "[0-9]{4,8}") String pin) {}

  /** A household's profiles, the owner's first. */
  public record All(List<Profile> items) {}

  /** With these. */
  public ProfileRoutes(
      ServicesDatabase database, Accounts accounts, Profiles profiles, Sessions sessions) {
    this.database = database;
    this.accounts = accounts;
    this.profiles = profiles;
    this.sessions = sessions;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/profiles", "Who watches with one's account.")
            .may(Role.VIEWER)
            .gives(All.class)
            .read(this::all),
        Endpoint.post("/v1/profiles", "Adds a profile.")
            .may(Role.VIEWER)
            .takes(Wanted.class, "{\"name\":\"Kid\",\"mostAge\":6}")
            .gives(201, Profile.class)
            .write(this::add),
        Endpoint.put(IN, "Changes a profile.")
            .may(Role.VIEWER)
            .secret()
            .takes(Wanted.class, "{\"name\":\"Kid\",\"mostAge\":12}")
            .gives(Profile.class)
            .write(this::change),
        Endpoint.delete(IN, "Takes a profile away.")
            .may(Role.VIEWER)
            .givesNothing()
            .write(this::remove),
        Endpoint.post(IN + "/enter", "Watches as that one from now on.")
            .may(Role.VIEWER)
            .secret()
            .takes(Entry.class, "{\"pin\":\"1234\"}")
            .gives(Profile.class)
            .write(this::enter));
  }

  private Answer all(Request request) {
    return database.read(
        handle -> Answer.ok(new All(profiles.of(handle, sessions.of(handle, request).account()))));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Session session = grown(tx, request);
    // Locked, so that of two at once each counts the other.
    accounts.locked(tx, session.account());
    Profile added =
        profiles.add(
            tx, session.account(), wanted.name().strip(), Optional.ofNullable(wanted.mostAge()));
    if (wanted.pin() != null && !wanted.pin().isEmpty()) {
      profiles.change(tx, added, added.name(), added.mostAge(), Optional.of(wanted.pin()));
    }
    Profile told = profiles.locked(tx, session.account(), added.id());
    return Answer.created("/v1/profiles/" + added.id(), told);
  }

  private Answer change(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Session session = grown(tx, request);
    accounts.locked(tx, session.account());
    Profile profile = profiles.locked(tx, session.account(), request.id("id"));
    if (profile.guarded() || profile.mostAge().isPresent()) {
      // Who guards it, or limits it, is asked who they are.
      sessions.fresh(tx, request, false);
    }
    profiles.change(
        tx,
        profile,
        wanted.name().strip(),
        Optional.ofNullable(wanted.mostAge()),
        Optional.ofNullable(wanted.pin()));
    return Answer.ok(profiles.locked(tx, session.account(), profile.id()));
  }

  private Answer remove(Request request, Handle tx) {
    Session session = grown(tx, request);
    Profile profile = profiles.locked(tx, session.account(), request.id("id"));
    profiles.remove(tx, profile);
    Profile owners = profiles.locked(tx, session.account(), session.account());
    for (Session each : sessions.all(tx, session.account())) {
      if (each.profile().equals(profile.id())) {
        var unused =
            owners.guarded() ? sessions.choosing(tx, each, owners) : sessions.as(tx, each, owners);
      }
    }
    return Answer.done();
  }

  private Answer enter(Request request, Handle tx) {
    Entry entry = request.body(Entry.class);
    Session session = sessions.of(tx, request);
    Profile profile = profiles.locked(tx, session.account(), request.id("id"));
    Optional<Refusal> refused = profiles.refused(tx, profile, Optional.ofNullable(entry.pin()));
    if (refused.isPresent()) {
      return Answer.refused(refused.get());
    }
    sessions.as(tx, session, profile);
    return Answer.ok(profile);
  }

  /** The session of somebody who does not watch as a child now. */
  private Session grown(Handle tx, Request request) {
    Session session = sessions.of(tx, request);
    if (!session.chosen()) {
      // Nobody watches yet: whoever changes a household's profiles shows who they are.
      return sessions.fresh(tx, request, false);
    }
    Profile now = profiles.locked(tx, session.account(), session.profile());
    if (now.mostAge().isPresent()) {
      throw Refusal.conflict(
          "limited_profile", "a profile with an age limit changes none: enter another first");
    }
    return session;
  }
}
