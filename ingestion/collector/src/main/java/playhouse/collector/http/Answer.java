package playhouse.collector.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import playhouse.collector.event.Outcome;
import playhouse.contracts.Rejected;

/**
 * What a caller is told of the events of one request.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the counts and what became of single events
 */
record Answer(int status, String contentType, ObjectNode body) {

  /** Beyond this many events only the rejected ones are listed. */
  static final int LISTED_WHOLE = 100;

  static Answer of(Format format, List<Outcome> outcomes) {
    List<Rejected.Reason> reasons =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(outcome -> ((Outcome.Refused) outcome).rejected().reason())
            .toList();
    ObjectNode counts = JsonNodeFactory.instance.objectNode();
    counts.put("accepted", outcomes.size() - reasons.size());
    counts.put("rejected", reasons.size());
    list(counts.putArray("results"), outcomes);
    if (reasons.isEmpty()) {
      return new Answer(200, "application/json", counts);
    }
    boolean foreign = reasons.stream().allMatch(Rejected.Reason.UNAUTHORIZED_SOURCE::equals);
    boolean none = reasons.size() == outcomes.size();
    if (none && (format == Format.SINGLE || (foreign && format == Format.ARRAY))) {
      return problem(reasons.get(0), (Outcome.Refused) outcomes.get(0), counts);
    }
    return new Answer(207, "application/json", counts);
  }

  private static Answer problem(Rejected.Reason reason, Outcome.Refused first, ObjectNode counts) {
    Problem.Kind kind =
        switch (reason) {
          case MALFORMED_JSON -> Problem.Kind.MALFORMED_JSON;
          case INVALID_UTF8 -> Problem.Kind.INVALID_UTF8;
          case UNAUTHORIZED_SOURCE -> Problem.Kind.UNAUTHORIZED_SOURCE;
          case TOO_LARGE -> Problem.Kind.TOO_LARGE;
          default -> Problem.Kind.REJECTED;
        };
    ObjectNode body = new Problem(kind, first.rejected().detail()).json();
    body.put("code", reason.code());
    body.setAll(counts);
    return new Answer(kind.status(), Problem.CONTENT_TYPE, body);
  }

  private static void list(ArrayNode results, List<Outcome> outcomes) {
    boolean whole = outcomes.size() <= LISTED_WHOLE;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome instanceof Outcome.Refused refused) {
        results
            .addObject()
            .put("index", i)
            .put("id", outcome.id())
            .put("status", "rejected")
            .put("reason", refused.rejected().reason().code())
            .put("detail", refused.rejected().detail());
      } else if (whole) {
        results.addObject().put("index", i).put("id", outcome.id()).put("status", "accepted");
      }
    }
  }
}
