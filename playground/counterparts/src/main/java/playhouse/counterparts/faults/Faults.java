package playhouse.counterparts.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The faults that are to come, one after the other, and how they look to who asks. */
public final class Faults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<Fault> next = new ArrayDeque<>();

  /** An answer as it would be. */
  @FunctionalInterface
  public interface Answering {
    void answer(Context request) throws IOException;
  }

  /** The one that what is asked now is to have; taken once. */
  public synchronized Optional<Fault> next() {
    return Optional.ofNullable(next.poll());
  }

  /** Takes {@code {"next": ["drop-after", …]}}: 204, or 400 if there is no such fault. */
  public void control(Context request) throws IOException {
    List<Fault> planned = new ArrayList<>();
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      Optional<Fault> fault = Fault.of(name.asText());
      if (fault.isEmpty()) {
        request.status(400).contentType("application/json").result("{\"code\":\"no_such_fault\"}");
        return;
      }
      planned.add(fault.get());
    }
    synchronized (this) {
      next.addAll(planned);
    }
    request.status(204);
  }

  /** Breaks the connection without a word. */
  public static void drop(Context request) throws IOException {
    request.res().setContentLength(100);
    request.res().getOutputStream().close();
  }

  /** Answers, or goes wrong on the way: what was asked for is done already. */
  public static void answer(Context request, Optional<Fault> fault, Answering answering)
      throws IOException {
    switch (fault.orElse(Fault.DECLINE)) {
      case DROP_AFTER -> drop(request);
      case ERROR_AFTER ->
          request.status(500).contentType("application/json").result("{\"code\":\"internal\"}");
      case NONSENSE -> request.status(200).contentType("text/html").result("<html>");
      case STALL -> {
        request.status(200).res().setContentLength(100);
        request.res().getOutputStream().write('{');
        request.res().flushBuffer();
        Silence.keep();
        request.res().getOutputStream().close();
      }
      case SLOW -> {
        Silence.keep();
        answering.answer(request);
      }
      case DECLINE, DROP_BEFORE, WRONG_AMOUNT -> answering.answer(request);
    }
  }
}
