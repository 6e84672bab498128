package playhouse.batch.profiles;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Row;
import playhouse.batch.StateTopic;
import playhouse.contracts.facts.Profile;

/** A row of {@code mart.profiles} as its message. */
final class ProfileMessage {
  private ProfileMessage() {}

  static void tell(Row row, StateTopic topic) {
    UUID person = UUID.fromString(row.getAs("person"));
    topic.tell(key(person), of(row, person));
  }

  private static Profile of(Row row, UUID person) {
    Map<String, Double> genres = row.getJavaMap(row.fieldIndex("genres"));
    Map<String, Double> platforms = row.getJavaMap(row.fieldIndex("platforms"));
    return Profile.newBuilder()
        .setPerson(person)
        .setDay(row.getAs("day").toString())
        .setGenres(genres)
        .setPlatforms(platforms)
        .setHours(row.getList(row.fieldIndex("hrs")))
        .setRecencyDays(row.<Integer>getAs("recency_days"))
        .setEvents28d(row.<Long>getAs("events_28d"))
        .setPlayedMillis28d(row.<Long>getAs("played_millis_28d"))
        .setValueMicros28d(row.<Long>getAs("value_micros_28d"))
        .build();
  }

  private static byte[] key(UUID person) {
    return ByteBuffer.allocate(16)
        .putLong(person.getMostSignificantBits())
        .putLong(person.getLeastSignificantBits())
        .array();
  }
}
