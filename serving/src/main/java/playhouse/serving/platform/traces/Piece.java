package playhouse.serving.platform.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/** A piece of work of a trace, while this thread does it; its ids stand in the thread's logs. */
public final class Piece implements AutoCloseable {
  private static final String TRACE = "trace";
  private static final String SPAN = "span";

  private final Span span;
  private final Scope scope;
  private boolean worthTelling = true;

  @SuppressWarnings("MustBeClosedChecker") // closed when this is
  Piece(Context context, Span span) {
    this.span = span;
    this.scope = context.makeCurrent();
    MDC.put(TRACE, span.getSpanContext().getTraceId());
    MDC.put(SPAN, span.getSpanContext().getSpanId());
  }

  /** As headers name it: version, trace, span and whether it is told. */
  public String id() {
    SpanContext context = span.getSpanContext();
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  /** Notes what may be searched for; nothing of a person's. */
  public void note(String name, String value) {
    span.setAttribute(name, value);
  }

  /** Notes what was answered to it. */
  public void answered(int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  /** There was nothing to do: 0. */
  int idle() {
    worthTelling = false;
    return 0;
  }

  @Override
  public void close() {
    MDC.remove(TRACE);
    MDC.remove(SPAN);
    scope.close();
    if (worthTelling) {
      span.end();
    }
  }
}
