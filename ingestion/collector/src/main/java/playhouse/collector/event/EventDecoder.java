package playhouse.collector.event;

import static playhouse.contracts.Rejected.Reason.INVALID_UTF8;
import static playhouse.contracts.Rejected.Reason.MALFORMED_JSON;
import static playhouse.contracts.Rejected.Reason.SCHEMA_VIOLATION;
import static playhouse.contracts.Rejected.Reason.TOO_LARGE;
import static playhouse.contracts.Rejected.Reason.UNAUTHORIZED_SOURCE;
import static playhouse.contracts.Rejected.Reason.UNKNOWN_TYPE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import playhouse.collector.event.Slices.Slice;
import playhouse.contracts.Fact;
import playhouse.contracts.FactType;
import playhouse.contracts.PersonalWords;
import playhouse.contracts.Rejected;
import playhouse.contracts.Validation;
import playhouse.contracts.Violation;

/**
 * The way from one CloudEvent in JSON to a fact of the contracts, or to a refusal that says why.
 */
public final class EventDecoder {

  /** Media type under which the original bytes of a refused event are kept. */
  public static final String CLOUD_EVENT = "application/cloudevents+json";

  /** Longest event in bytes: what a topic takes by default, with room to spare. */
  public static final int LONGEST_BYTES = 512 * 1024;

  private static final int DEEPEST = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final Consent consent;

  public EventDecoder(Consent consent) {
    this.consent = consent;
  }

  /** Reads the event in the slice. */
  public Outcome decode(byte[] bytes, Slice slice, Arrival arrival) {
    if (slice.to() - slice.from() > LONGEST_BYTES) {
      return refuse(TOO_LARGE, "$: longer than " + LONGEST_BYTES + " bytes", bytes, slice, arrival);
    }
    if (!Utf8.valid(bytes, slice.from(), slice.to())) {
      return refuse(INVALID_UTF8, "$: not valid UTF-8", bytes, slice, arrival);
    }
    try {
      return judge(fact(bytes, slice, arrival), bytes, slice, arrival);
    } catch (Draft.UnknownType e) {
      return refuse(UNKNOWN_TYPE, "$.type: " + e.getMessage(), bytes, slice, arrival);
    } catch (JsonViolation e) {
      return refuse(SCHEMA_VIOLATION, e.detail(), bytes, slice, arrival);
    } catch (JsonProcessingException e) {
      return refuse(MALFORMED_JSON, "$: " + e.getOriginalMessage(), bytes, slice, arrival);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static SpecificRecordBase familyRecord(FactType type) {
    return (SpecificRecordBase)
        SpecificData.newInstance(type.family().recordClass(), type.family().schema());
  }

  private Fact fact(byte[] bytes, Slice slice, Arrival arrival)
      throws IOException, Draft.UnknownType {
    int length = slice.to() - slice.from();
    // A NUL would let the parser take the bytes for UTF-16; anything but { is no event.
    if (length == 0 || bytes[slice.from()] != '{' || (length > 1 && bytes[slice.from() + 1] == 0)) {
      throw new JsonViolation("expected a JSON object");
    }
    Draft draft = new Draft();
    SpecificRecordBase body;
    try (JsonParser json = JSON.createParser(bytes, slice.from(), length)) {
      body = attributes(json, draft, bytes, slice);
      if (json.nextToken() != null) {
        throw new com.fasterxml.jackson.core.JsonParseException(
            json, "something follows the event");
      }
    }
    FactType type = draft.factType();
    if (body == null) {
      throw new JsonViolation("is required").under(".data");
    }
    PersonalWords.mask(type, body);
    SpecificRecordBase record = familyRecord(type);
    record.put(0, draft.envelope(arrival, consent));
    record.put(1, type.name());
    record.put(type.field().pos(), body);
    return Fact.of(record);
  }

  /** Reads all attributes and the data, which may come before its type is known. */
  private static @Nullable SpecificRecordBase attributes(
      JsonParser json, Draft draft, byte[] bytes, Slice slice)
      throws IOException, Draft.UnknownType {
    SpecificRecordBase body = null;
    Slice early = null;
    json.nextToken();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (!name.equals("data")) {
        attribute(json, draft, name);
      } else if (body != null || early != null) {
        throw new JsonViolation("stands twice").under(".data");
      } else if (draft.typeKnown()) {
        body = data(json, draft.factType());
      } else {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        if (token != JsonToken.START_OBJECT) {
          throw new JsonViolation("expected an object").under(".data");
        }
        early = new Slice(from, to);
      }
    }
    return early == null ? body : late(draft.factType(), bytes, slice, early);
  }

  private static void attribute(JsonParser json, Draft draft, String name) throws IOException {
    try {
      draft.take(name, json);
    } catch (JsonViolation violation) {
      throw violation.under("." + ValueReader.cut(name));
    }
  }

  private static SpecificRecordBase late(FactType type, byte[] bytes, Slice event, Slice data)
      throws IOException {
    int from = event.from() + data.from();
    try (JsonParser json = JSON.createParser(bytes, from, data.to() - data.from())) {
      json.nextToken();
      return data(json, type);
    }
  }

  private static SpecificRecordBase data(JsonParser json, FactType type) throws IOException {
    try {
      return RecordShape.of(type.schema()).read(json);
    } catch (JsonViolation violation) {
      throw violation.under(".data");
    }
  }

  private static Outcome judge(Fact fact, byte[] bytes, Slice slice, Arrival arrival) {
    String source = fact.envelope().getSource();
    if (!arrival.maySend().test(source)) {
      String detail = "$.source: the key may not speak for \"" + ValueReader.cut(source) + "\"";
      return refuse(UNAUTHORIZED_SOURCE, detail, bytes, slice, arrival);
    }
    List<Violation> violations = Validation.check(fact);
    if (violations.isEmpty()) {
      return new Outcome.Accepted(fact);
    }
    String details =
        violations.stream().map(v -> "$." + v.detail()).collect(Collectors.joining("; "));
    return refuse(violations.get(0).reason(), details, bytes, slice, arrival);
  }

  private static Outcome refuse(
      Rejected.Reason reason, String detail, byte[] bytes, Slice slice, Arrival arrival) {
    Glimpse glimpse = Glimpse.of(JSON, bytes, slice);
    Optional<playhouse.contracts.Family> family =
        glimpse.type().flatMap(FactType::of).map(FactType::family);
    return new Outcome.Refused(
        glimpse.id().orElse(""),
        new Rejected(
            reason,
            detail,
            arrival.stage(),
            family,
            glimpse.source(),
            CLOUD_EVENT,
            java.nio.ByteBuffer.wrap(bytes, slice.from(), slice.to() - slice.from()).slice()));
  }
}
