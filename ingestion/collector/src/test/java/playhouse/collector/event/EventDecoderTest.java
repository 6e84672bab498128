package playhouse.collector.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Rejected;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Recommendation;

class EventDecoderTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String PERSON = "6f1b0d4e-1a2b-4c3d-8e9f-001122334455";
  private static final String RATING =
      """
      {"specversion":"1.0","id":"r1","source":"/demo","type":"rating",\
      "time":"2026-11-22T11:00:00.123456789+02:00","person":"%s","device":"%s",\
      "data":{"title":"ml-1m:1","score":4.5,"scale":"stars5"}}"""
          .formatted(PERSON, PERSON);
  private static final String PLAYING =
      """
      {"specversion":"1.0","id":"p1","source":"/demo","type":"playback.start",\
      "time":"2026-11-22T09:00:00Z","data":{"play":"p","title":"t","runtime_millis":5400000,\
      "position_millis":0,"autoplay":false,"muted":true,"cmcd":{"br":3200,"pr":1}}}""";

  private static final String LIST =
      """
      {"specversion":"1.0","id":"l1","source":"/demo","type":"recommendation.served",\
      "time":"2026-11-22T09:00:00Z","data":{"served":"s","surface":"home","model":"m",\
      "model_version":"1","millis":2.5,"input_names":["model","likeness"],"items":[{"title":"t",\
      "position":1,"score":0.5,"propensity":1,"candidate_source":"c","reason":"r",\
      "inputs":[0.1,16777216]}]}}""";

  @Test
  void aRatingBecomesAnInteractionWithItsTimesInMicroseconds() {
    Interaction record = (Interaction) accepted(RATING);
    assertThat(record.getType()).isEqualTo("rating");
    assertThat(record.getEnvelope().getOccurred())
        .isEqualTo(Instant.parse("2026-11-22T09:00:00.123456Z"));
    assertThat(record.getEnvelope().getReceived()).isEqualTo(NOW);
    assertThat(record.getEnvelope().getPerson()).isEqualTo(UUID.fromString(PERSON));
    assertThat(record.getEnvelope().getIpPrefix()).isEqualTo("192.0.2.0/24");
    assertThat(record.getRating().getScore()).isEqualTo(4.5);
  }

  @Test
  void aNestedRecordAndItsAbsentFieldsAreRead() {
    Playback record = (Playback) accepted(PLAYING);
    assertThat(record.getPlaybackStart().getCmcd().getBr()).isEqualTo(3200L);
    assertThat(record.getPlaybackStart().getCmcd().getPr()).isEqualTo(1.0);
    assertThat(record.getPlaybackStart().getCmcd().getBl()).isNull();
    assertThat(record.getPlaybackStart().getSurface()).isNull();
  }

  @Test
  void numbersOfSinglePrecisionAreReadAsSuch() {
    Recommendation record = (Recommendation) accepted(LIST);
    assertThat(record.getRecommendationServed().getItems().get(0).getInputs())
        .containsExactly(0.1f, 16_777_216f);
    assertRefused(
        LIST.replace("0.1,", "1e39,"),
        "schema_violation",
        "$.data.items[0].inputs[0]: 1e39 does not fit a float");
    assertRefused(
        LIST.replace("16777216", "16777217"),
        "schema_violation",
        "$.data.items[0].inputs[1]: 16777217 does not fit a float");
  }

  @Test
  void theDataMayComeBeforeItsType() {
    String late =
        """
        {"data":{"scale":"stars5","title":"ü","score":null},"specversion":"1.0","id":"r",\
        "source":"/demo","time":"2026-11-22T09:00:00Z","type":"interaction.rating"}""";
    assertThat(((Interaction) accepted("  " + late + "  ")).getRating().getTitle()).isEqualTo("ü");
  }

  @Test
  void aPersonMayBeNamedByDatasetAndId() {
    Interaction record =
        (Interaction) accepted(RATING.replace("\"person\":\"" + PERSON, "\"person\":\"ml-1m:42"));
    assertThat(record.getEnvelope().getPerson()).isEqualTo(Pseudonyms.person("ml-1m", "42"));
  }

  @Test
  void personAndDeviceAreTakenOutWithoutConsent() {
    EventDecoder strict = new EventDecoder(person -> false);
    byte[] bytes = RATING.getBytes(StandardCharsets.UTF_8);
    Outcome outcome = strict.decode(bytes, Slices.single(bytes).get(0), arrival());
    Interaction record = (Interaction) ((Outcome.Accepted) outcome).fact().record();
    assertThat(record.getEnvelope().getPerson()).isNull();
    assertThat(record.getEnvelope().getDevice()).isNull();
  }

  @Test
  void whatPeopleWriteOfAddressesAndNumbersIsNotKept() {
    String written =
        RATING
            .replace("\"rating\"", "\"search.performed\"")
            .replace(
                "{\"title\":\"ml-1m:1\",\"score\":4.5,\"scale\":\"stars5\"}",
                "{\"query\":\"films of ana@example.org +49 30 901820 44\",\"results\":0}");
    Interaction record = (Interaction) accepted(written);
    assertThat(record.getSearchPerformed().getQuery()).isEqualTo("films of [e-mail] [phone]");
  }

  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"score\":4.5 | \"score\":\"4.5\" | $.data.score: expected a number, found a string",
        "\"score\":4.5 | \"score\":1e999 | $.data.score: 1e999 does not fit a double",
        "\"score\":4.5 | \"score\":9007199254740993 | $.data.score: 9007199254740993 does not fit",
        "\"scale\":\"stars5\" | \"scale\":\"stars5\",\"stars\":1 | $.data.stars: is no field",
        "\"scale\":\"stars5\" | \"scale\":null | $.data.scale: expected a string, found null",
        "\"scale\":\"stars5\" | \"scale\":\"a\\ud800b\" | $.data.scale: half a surrogate pair",
        ",\"scale\":\"stars5\" | | $.data.scale: is required",
        "\"score\":4.5 | \"score\":4.5,\"score\":1 | $.data.score: stands twice",
        "\"id\":\"r1\" | \"id\":\"r1\",\"id\":\"r2\" | $.id: stands twice",
        "\"id\":\"r1\" | \"id\":7 | $.id: expected a string, found a whole number",
        "\"id\":\"r1\", | | $.id: is required",
        "\"specversion\":\"1.0\" | \"specversion\":\"0.3\" | $.specversion: must be \"1.0\"",
        "+02:00 | | $.time: \"2026-11-22T11:00:00.123456789\" is not an RFC 3339 time",
        "\"id\":\"r1\" | \"id\":\"r1\",\"colour\":\"red\" | $.colour: is no attribute we know",
        "\"id\":\"r1\" | \"id\":\"r1\",\"backfill\":1 | $.backfill: expected true or false",
        "\"id\":\"r1\" | \"id\":\"r1\",\"household\":\"1-1-1-1-1\" | $.household: \"1-1-1-1-1\" is not",
      })
  void whatDoesNotFitTheSchemaIsRefusedWithItsPath(String old, String put, String detail) {
    assertRefused(RATING.replace(old, put == null ? "" : put), "schema_violation", detail);
  }

  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"position_millis\":0 | \"position_millis\":0.5 | $.data.position_millis: expected a whole",
        "\"position_millis\":0 | \"position_millis\":1.0 | $.data.position_millis: expected a whole",
        "\"position_millis\":0 | \"position_millis\":9223372036854775808 | is not between",
        "\"br\":3200 | \"br\":true | $.data.cmcd.br: expected a whole number, found true",
        "\"br\":3200 | \"bitrate\":3200 | $.data.cmcd.bitrate: is no field of this type",
        "\"cmcd\":{\"br\":3200,\"pr\":1} | \"cmcd\":[] | $.data.cmcd: expected an object",
        "\"autoplay\":false | \"autoplay\":null | $.data.autoplay: expected true or false",
      })
  void numbersAreNeitherRoundedNorGuessed(String old, String put, String detail) {
    assertRefused(PLAYING.replace(old, put), "schema_violation", detail);
  }

  @Test
  void otherThingsThatAreWrongHaveTheirOwnReasons() {
    assertRefused(RATING.replace("\"rating\"", "\"rated\""), "unknown_type", "\"rated\"");
    assertRefused(
        RATING.replace("2026-11-22T11", "1970-01-01T11"), "occurred_out_of_range", "time");
    assertRefused(
        RATING.replace("2026-11-22T11", "2026-11-23T11"), "occurred_out_of_range", "time");
    assertRefused(RATING.replace("/demo", "/other"), "unauthorized_source", "/other");
    assertRefused(RATING.replace("\"ml-1m:1\"", "\" \""), "semantic_violation", "title");
    assertRefused(RATING.replace(":4.5", ":4.5.1"), "malformed_json", "$");
    assertRefused(RATING + "}", "malformed_json", "$");
    assertRefused(RATING + " {}", "malformed_json", "something follows the event");
    assertRefused("[]", "schema_violation", "expected a JSON object");
    assertRefused("{\"data\":" + "[".repeat(100_000), "malformed_json", "$");
    assertRefused(RATING.replace("ml-1m:1", "x".repeat(600_000)), "too_large", "524288");
  }

  @Test
  void aRefusalKeepsTheOriginalBytesAndWhatCouldBeMadeOut() {
    byte[] bytes =
        ("  " + RATING.replace("4.5", "\"\u00ff\"")).getBytes(StandardCharsets.ISO_8859_1);
    Outcome outcome =
        new EventDecoder(person -> true)
            .decode(bytes, new Slices.Slice(2, bytes.length), arrival());
    Rejected rejected = ((Outcome.Refused) outcome).rejected();
    assertThat(rejected.reason()).isEqualTo(Rejected.Reason.INVALID_UTF8);
    assertThat(rejected.original().remaining()).isEqualTo(bytes.length - 2);
    assertThat(outcome.id()).isEqualTo("r1");
    assertThat(rejected.source()).contains("/demo");
    assertThat(rejected.family()).contains(Family.INTERACTION);
  }

  private static Object accepted(String json) {
    Outcome outcome = decode(json);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).fact().record();
  }

  private static void assertRefused(String json, String reason, String detail) {
    Outcome outcome = decode(json);
    assertThat(outcome).as(json).isInstanceOf(Outcome.Refused.class);
    Rejected rejected = ((Outcome.Refused) outcome).rejected();
    assertThat(rejected.reason().code() + " " + rejected.detail()).contains(reason, detail);
  }

  private static Outcome decode(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new EventDecoder(person -> true).decode(bytes, Slices.single(bytes).get(0), arrival());
  }

  private static Arrival arrival() {
    return new Arrival(
        NOW,
        Optional.of("192.0.2.0/24"),
        Rejected.Stage.COLLECTOR,
        source -> source.equals("/demo"),
        false);
  }
}
