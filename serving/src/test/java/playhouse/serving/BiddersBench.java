package playhouse.serving;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import playhouse.counterparts.Door;
import playhouse.counterparts.bidders.SimulatedBidder;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * Breaks of six slots for which ten bidders outside of the house are asked over HTTP, on the same
 * cores. Each answers after 20 ms, one time in twenty after a second and a half, one time in twenty
 * with what goes wrong: {@code [--json]}. A player waits 150 ms. Ends 1 if a limit is missed.
 */
public final class BiddersBench {
  private static final int BIDDERS = 10;
  private static final int A_SECOND = 20;
  private static final int WARM_UP = 600;
  private static final int SECONDS = 60;
  private static final double LIMIT_MILLIS = 150;

  private final LongAdder filled = new LongAdder();

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("bidders", arguments);
    new BiddersBench().run(bench);
    System.exit(bench.status());
  }

  private void run(Bench bench) throws Exception {
    List<Consumer<RoutesConfig>> routes = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      routes.add(new SimulatedBidder("bidder-" + i, i)::routes);
    }
    Javalin door = Door.open(0, routes);
    String there = "http://127.0.0.1:" + door.port();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      told.add(
          """
          {"name":"bidder-%d","url":"%s/bidders/bidder-%d/openrtb2","timeoutMillis":120,
          "domain":"bidder-%d.example"}"""
              .formatted(i, there, i, i));
      behave(there + "/control/bidders/bidder-" + i, i + 1);
    }
    Path file = Files.writeString(Files.createTempFile("bidders", ".json"), told.toString());
    try (House house =
        House.open(
            Broker.shared().address(),
            Map.of(
                "PLAYHOUSE_SERVICES_URI",
                EmptyServices.uri(),
                "PLAYHOUSE_TAGGING",
                "off",
                "PLAYHOUSE_AD_BIDDERS",
                file.toString()))) {
      Callers callers = new Callers(house.port(), BiddersBench::question, this::check);
      callers.steadily(A_SECOND, WARM_UP / A_SECOND);
      filled.reset();
      double[] millis = callers.steadily(A_SECOND, SECONDS);
      double inTime =
          100.0 * Arrays.stream(millis).filter(one -> one <= LIMIT_MILLIS).count() / millis.length;
      System.err.printf(
          Locale.ROOT,
          "%d breaks at %d/s: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms%n",
          millis.length,
          A_SECOND,
          Callers.percentile(millis, 0.5),
          Callers.percentile(millis, 0.99),
          Callers.percentile(millis, 0.999),
          millis[millis.length - 1]);
      bench.atLeast("breaks answered within 150 ms", inTime, "%", 99.9);
      bench.atLeast(
          "breaks with an ad, though some bidders fail",
          100.0 * filled.sum() / millis.length,
          "%",
          99);
    } finally {
      door.stop();
    }
  }

  private static void behave(String control, int price) throws IOException, InterruptedException {
    String plan =
        """
        {"price":%d,"latencyMillis":20,"tailShare":0.05,"tailMillis":1500,"faultShare":0.05}"""
            .formatted(price);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control))
            .POST(HttpRequest.BodyPublishers.ofString(plan))
            .build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    if (status != 204) {
      throw new IOException("a bidder that cannot be told how to behave: " + status);
    }
  }

  private static String question(Random random) {
    return Callers.post(
        "/v1/ad-breaks",
        """
        {"title":"bench:%d","placement":"mid-roll","device":"tv","slots":6,"seconds":90,\
        "territory":"DE"}"""
            .formatted(random.nextInt(2_000)));
  }

  private void check(String body) throws IOException {
    if (!body.contains("\"ads\":[")) {
      throw new IOException(body);
    }
    if (body.contains("\"lineItem\":\"")) {
      filled.increment();
    }
  }
}
