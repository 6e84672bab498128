package playhouse.serving.acquisition.rights.desk;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Place;
import playhouse.serving.acquisition.rights.Territories;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Peers;

/**
 * Where somebody is who asks to be shown something. Of a viewer a proxy of ours says it, or nobody
 * does: what they say themselves would open everything to everybody. Machines say it of others.
 */
public final class Whereabouts {
  /** In which a proxy of ours tells the country. */
  public static final String HEADER = "X-Country";

  private static final int MOST_LINES = 8640;

  private final Peers peers;
  private final Optional<String> usual;
  private final Clock clock;

  private Whereabouts(Peers peers, Optional<String> usual, Clock clock) {
    this.peers = peers;
    this.usual = usual;
    this.clock = clock;
  }

  /**
   * As the settings say.
   *
   * @throws IllegalArgumentException if the territory of the house is none
   */
  public static Whereabouts of(Settings settings, Clock clock) {
    Optional<String> usual = settings.find(Setting.TERRITORY);
    if (usual.isPresent() && !Territories.known(usual.get())) {
      throw new IllegalArgumentException(
          Setting.TERRITORY.key() + " must be a code of ISO 3166-1 alpha-2: " + usual.get());
    }
    return new Whereabouts(Peers.of(settings), usual, clock);
  }

  /**
   * The territory of who asks, or of whom a machine asks for; empty if nobody knows.
   *
   * @throws Refusal 400 if it is none, or a viewer says it themselves
   */
  public Optional<String> territory(Context http) {
    Optional<String> said = Parameters.text(http, "territory").map(Whereabouts::territory);
    boolean viewer = Gate.caller(http).role() == Role.VIEWER;
    if (viewer && said.isPresent()) {
      throw Refusal.bad("territory", "of a viewer is told by whoever lets them in");
    }
    return said.or(() -> told(http)).or(() -> usual);
  }

  private Optional<String> told(Context http) {
    return Optional.ofNullable(http.header(HEADER))
        .filter(text -> peers.vouches(http))
        .filter(Territories::known);
  }

  /** A code of a country. */
  public static String territory(String text) {
    if (!Territories.known(text)) {
      throw Refusal.bad("territory", "must be a code of ISO 3166-1 alpha-2");
    }
    return text;
  }

  /** The device that is named; empty if none is. */
  public static Optional<Device> device(Optional<String> text) {
    return text.map(
        word ->
            Device.of(word)
                .orElseThrow(
                    () ->
                        Refusal.bad(
                            "device", "must be one of tv, web, ios, android, console, other")));
  }

  /** The models that are named, with commas between. */
  public static List<Model> models(Optional<String> text) {
    List<Model> models = new ArrayList<>();
    for (String word : text.map(all -> all.split(",")).orElse(new String[0])) {
      models.add(
          Model.of(word.strip())
              .orElseThrow(() -> Refusal.bad("model", "must be of svod, avod, tvod")));
    }
    return models;
  }

  /** Where, how and on what a request wants to be shown something, now. */
  public Place place(Context http) {
    return place(http, territory(http), clock.instant());
  }

  /** The same of titles alone: anybody may know what is shown anywhere, at any time. */
  Place anywhere(Context http) {
    return place(
        http,
        Parameters.text(http, "territory")
            .map(Whereabouts::territory)
            .or(() -> told(http))
            .or(() -> usual),
        Parameters.text(http, "at").map(Whereabouts::moment).orElseGet(clock::instant));
  }

  private static Place place(Context http, Optional<String> territory, Instant at) {
    return Place.of(
        territory,
        models(Parameters.text(http, "model")),
        device(Parameters.text(http, "device")),
        Parameters.number(http, "height", 0, MOST_LINES, 0),
        at);
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.bad("at", "must be an instant such as 2026-01-02T03:04:05Z");
    }
  }
}
