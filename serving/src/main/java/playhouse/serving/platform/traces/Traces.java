package playhouse.serving.platform.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * The traces that our work is part of: begun here or by who asks, told on to whom we ask and in our
 * facts, and sent to whoever collects them if there is one. Sources: W3C Trace Context; CloudEvents
 * distributed tracing extension.
 */
public final class Traces implements AutoCloseable {
  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<Function<String, @Nullable String>> HEADER =
      (headers, name) -> headers == null ? null : headers.apply(name);

  /** Spans that wait to be sent; more are lost, for nobody waits for this. */
  private static final int WAITING = 4_096;

  private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
  private static final long CLOSE_SECONDS = 2;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Traces(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("playhouse");
  }

  /** As the settings say. */
  public static Traces of(Settings settings) {
    return settings
        .find(Setting.OTLP_URL)
        .map(url -> sent(url, Double.parseDouble(settings.get(Setting.TRACE_SHARE))))
        .orElseGet(Traces::kept);
  }

  /** Of which nobody is told but logs, facts and whom we ask. */
  public static Traces kept() {
    return new Traces(provider(Sampler.alwaysOff()).addSpanProcessor(new Untold()).build());
  }

  /**
   * Sent there.
   *
   * @param share of those that begin here; who asks decides on theirs
   */
  private static Traces sent(String url, double share) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(url).setTimeout(SEND_LIMIT).build();
    return new Traces(
        provider(Sampler.traceIdRatioBased(share))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).setMaxQueueSize(WAITING).build())
            .build());
  }

  private static SdkTracerProviderBuilder provider(Sampler those) {
    return SdkTracerProvider.builder()
        .setSampler(Sampler.parentBased(those))
        .setResource(
            Resource.getDefault().toBuilder().put("service.name", "playhouse-serving").build());
  }

  /**
   * Begins what a request asks for.
   *
   * @param header of the request, by its name
   */
  public Piece asked(String name, Function<String, @Nullable String> header) {
    Context before = Context.root();
    if (header.apply("traceparent") != null) {
      before = W3C.extract(before, header, HEADER);
    }
    return begin(name, SpanKind.SERVER, before);
  }

  /** Does what nobody asks for; where nothing was to be done there is nothing to tell. */
  public int run(String name, IntSupplier work) {
    try (Piece piece = begin(name, SpanKind.INTERNAL, Context.root())) {
      int done = work.getAsInt();
      return done > 0 ? done : piece.idle();
    }
  }

  private Piece begin(String name, SpanKind kind, Context before) {
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(before).startSpan();
    return new Piece(before.with(span), span);
  }

  /** What tells others of the work that this thread does; nothing if it does none. */
  public static Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    W3C.inject(Context.current(), headers, (carrier, name, value) -> carrier.put(name, value));
    return headers;
  }

  /** The same as attributes of a fact. */
  public static Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    headers().forEach((name, value) -> attributes.put("ce_" + name, value));
    return attributes;
  }

  /** Tells whom we ask. */
  public static HttpRequest.Builder carry(HttpRequest.Builder request) {
    headers().forEach(request::setHeader);
    return request;
  }

  @Override
  public void close() {
    provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
