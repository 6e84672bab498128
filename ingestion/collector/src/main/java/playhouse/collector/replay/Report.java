package playhouse.collector.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** What became of the rejects of a replay: each read one is counted once. */
public final class Report {

  private final boolean rehearsed;
  private long read;
  private long accepted;
  private long acceptedBefore;
  private final Map<String, Long> rejected = new TreeMap<>();
  private final Map<String, Long> heldBack = new TreeMap<>();
  private final Map<String, Long> unfit = new TreeMap<>();
  private final Map<String, String> examples = new TreeMap<>();

  Report(boolean rehearsed) {
    this.rehearsed = rehearsed;
  }

  void read() {
    read++;
  }

  void acceptedBefore() {
    acceptedBefore++;
  }

  void heldBack(String reason) {
    heldBack.merge(reason, 1L, Long::sum);
  }

  void unfit(String contentType) {
    unfit.merge(contentType, 1L, Long::sum);
  }

  void judged(Verdict verdict) {
    if (verdict.accepted()) {
      accepted++;
    } else {
      rejected.merge(verdict.reason(), 1L, Long::sum);
      examples.putIfAbsent(verdict.reason(), verdict.detail());
    }
  }

  /** The report as JSON. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", rehearsed);
    json.put("read", read);
    json.put("accepted", accepted);
    json.put("accepted_before", acceptedBefore);
    put(json.putObject("rejected"), rejected);
    examples.forEach(json.putObject("examples")::put);
    put(json.putObject("held_back"), heldBack);
    put(json.putObject("unfit"), unfit);
    return json;
  }

  private static void put(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }

  /** The report in words, a line for each count. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, read, "refused events read");
    line(text, accepted, rehearsed ? "would be accepted" : "accepted");
    line(text, acceptedBefore, "accepted before, not sent");
    rejected.forEach(
        (reason, count) ->
            line(text, count, "refused again: " + reason + ", e.g. " + examples.get(reason)));
    heldBack.forEach(
        (reason, count) ->
            line(text, count, "held back: " + reason + " (name it with --reason to send them)"));
    unfit.forEach((kind, count) -> line(text, count, "cannot be sent through the door: " + kind));
    return text.toString();
  }

  private static void line(StringBuilder text, long count, String what) {
    text.append("%8d  %s%n".formatted(count, what));
  }
}
