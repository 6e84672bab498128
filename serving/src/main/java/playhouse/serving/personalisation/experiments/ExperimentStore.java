package playhouse.serving.personalisation.experiments;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** Experiments and their layers in the database. */
final class ExperimentStore {
  private static final int MOST = 1_000;

  private ExperimentStore() {}

  /**
   * A layer.
   *
   * @param holdout people of so many of its first places are in no experiment of it
   */
  record Layer(String name, String salt, int holdout, String who, Instant at) {}

  /** Puts a layer down; whether there was none of that name. */
  static boolean add(Handle tx, Layer layer) {
    return tx.createUpdate(
                """
                insert into personalisation.layer (name, salt, holdout, who, at)
                values (:name, :salt, :holdout, :who, :at) on conflict do nothing\
                """)
            .bind("name", layer.name())
            .bind("salt", layer.salt())
            .bind("holdout", layer.holdout())
            .bind("who", layer.who())
            .bind("at", layer.at())
            .execute()
        == 1;
  }

  static List<Layer> layers(Handle handle) {
    return handle
        .createQuery(
            """
            select name, salt, holdout, who, at from personalisation.layer
            order by name limit :most\
            """)
        .bind("most", MOST)
        .map(
            (row, context) ->
                new Layer(
                    row.getString("name"),
                    row.getString("salt"),
                    row.getInt("holdout"),
                    row.getString("who"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The same layer, so that nobody begins anything in it meanwhile. */
  static boolean lockLayer(Handle tx, String name) {
    return tx.createQuery("select name from personalisation.layer where name = :name for update")
        .bind("name", name)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /** Puts it down; whether there was none of that key. */
  static boolean add(Handle tx, Experiment experiment) {
    Design design = experiment.design();
    return tx.createUpdate(
                """
                insert into personalisation.experiment
                  (key, layer, from_place, until_place, design, salt, state, who, created)
                values (:key, :layer, :from, :until, :design::jsonb, :salt, 'draft', :who, :created)
                on conflict do nothing\
                """)
            .bind("key", design.key())
            .bind("layer", design.layer())
            .bind("from", design.fromPlace())
            .bind("until", design.untilPlace())
            .bind("design", Json.text(design))
            .bind("salt", experiment.salt())
            .bind("who", experiment.who())
            .bind("created", experiment.created())
            .execute()
        == 1;
  }

  /** Another design, of one that has not begun. */
  static void redesign(Handle tx, Design design) {
    tx.createUpdate(
            """
            update personalisation.experiment
            set layer = :layer, from_place = :from, until_place = :until, design = :design::jsonb
            where key = :key and state = 'draft'\
            """)
        .bind("key", design.key())
        .bind("layer", design.layer())
        .bind("from", design.fromPlace())
        .bind("until", design.untilPlace())
        .bind("design", Json.text(design))
        .execute();
  }

  static void start(Handle tx, String key, Instant at) {
    tx.createUpdate(
            """
            update personalisation.experiment set state = 'running', started = :at
            where key = :key and state = 'draft'\
            """)
        .bind("key", key)
        .bind("at", at)
        .execute();
  }

  static void end(Handle tx, String key, Ending ending, Instant at) {
    tx.createUpdate(
            """
            update personalisation.experiment
            set state = :state, ended = :at, variant = :variant, reason = :reason
            where key = :key and state = 'running'\
            """)
        .bind("key", key)
        .bind("state", ending.state().text())
        .bind("variant", ending.variant())
        .bind("reason", ending.reason())
        .bind("at", at)
        .execute();
  }

  static void mismatched(Handle tx, String key, Instant at) {
    tx.createUpdate(
            "update personalisation.experiment set srm = :at where key = :key and srm is null")
        .bind("key", key)
        .bind("at", at)
        .execute();
  }

  /** Those of a layer that run at places which another wants. */
  static List<String> inTheWay(Handle tx, Design wanted) {
    return tx.createQuery(
            """
            select key from personalisation.experiment
            where layer = :layer and state = 'running' and key <> :key
              and from_place < :until and until_place > :from
            order by key limit 10\
            """)
        .bind("layer", wanted.layer())
        .bind("key", wanted.key())
        .bind("from", wanted.fromPlace())
        .bind("until", wanted.untilPlace())
        .mapTo(String.class)
        .list();
  }

  static List<Experiment> all(Handle handle) {
    return handle
        .createQuery("select * from personalisation.experiment order by created desc limit :most")
        .bind("most", MOST)
        .map((row, context) -> experiment(row))
        .list();
  }

  static Optional<Experiment> find(Handle handle, String key) {
    return handle
        .createQuery("select * from personalisation.experiment where key = :key")
        .bind("key", key)
        .map((row, context) -> experiment(row))
        .findOne();
  }

  /** The same, so that nobody else changes it meanwhile. */
  static Optional<Experiment> lock(Handle tx, String key) {
    return tx.createQuery("select * from personalisation.experiment where key = :key for update")
        .bind("key", key)
        .map((row, context) -> experiment(row))
        .findOne();
  }

  private static Experiment experiment(ResultSet row) throws SQLException {
    return new Experiment(
        Json.read(row.getString("design").getBytes(StandardCharsets.UTF_8), Design.class),
        row.getString("salt"),
        Experiment.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("who"),
        row.getTimestamp("created").toInstant(),
        instant(row, "started"),
        instant(row, "ended"),
        Optional.ofNullable(row.getString("variant")),
        Optional.ofNullable(row.getString("reason")),
        instant(row, "srm"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
