package playhouse.serving.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;

/**
 * What a route answers.
 *
 * @param location of what was made; empty if nothing was
 * @param body JSON; empty where there is nothing to say
 * @param paper to be shown or printed instead; empty if there is none
 * @param headers more of them
 * @param afterwards done when what was changed is so for good
 * @param refusal that is told instead, though what was changed meanwhile stays: that somebody tried
 */
public record Answer(
    int status,
    Optional<String> location,
    String body,
    Optional<Paper> paper,
    List<Header> headers,
    Optional<Runnable> afterwards,
    Optional<Refusal> refusal) {

  /** A document that is not JSON. */
  public static final class Paper {
    private final String type;
    private final byte[] bytes;

    /** Of that media type. */
    public Paper(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes.clone();
    }

    String type() {
      return type;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** One header; there may be several of a name. */
  public record Header(String name, String value) {}

  /** JSON, or nothing. */
  public Answer(int status, Optional<String> location, String body) {
    this(status, location, body, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /** No; but what was put down of the asking stays. Only for what is secret. */
  public static Answer refused(Refusal refusal) {
    return new Answer(
        500,
        Optional.empty(),
        "",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(refusal));
  }

  /** The same with a header. */
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, location, body, paper, List.copyOf(more), afterwards, refusal);
  }

  /** The same; that is done when what was changed is so for good. */
  public Answer then(Runnable work) {
    return new Answer(status, location, body, paper, headers, Optional.of(work), refusal);
  }

  /** 200: this document. */
  public static Answer paper(Paper paper) {
    return new Answer(
        200,
        Optional.empty(),
        "",
        Optional.of(paper),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** 200: this word, which is no JSON. */
  public static Answer text(String word) {
    return paper(new Paper("text/plain", word.getBytes(StandardCharsets.UTF_8)));
  }

  /** 303: what was asked for is found there; also where a browser is sent after it came back. */
  public static Answer redirect(String location) {
    return new Answer(303, Optional.of(location), "");
  }

  /** With that status: this, where a protocol says itself what a refusal looks like. */
  public static Answer of(int status, Object value) {
    return new Answer(status, Optional.empty(), Json.text(value));
  }

  /** 202: taken; what becomes of it shows elsewhere. */
  public static Answer accepted(Object value) {
    return new Answer(202, Optional.empty(), Json.text(value));
  }

  /** 200: this. */
  public static Answer ok(Object value) {
    return new Answer(200, Optional.empty(), Json.text(value));
  }

  /** 201: made, and to be found at {@code location}. */
  public static Answer created(String location, Object value) {
    return new Answer(201, Optional.of(location), Json.text(value));
  }

  /** 204: done. */
  public static Answer done() {
    return new Answer(204, Optional.empty(), "");
  }
}
