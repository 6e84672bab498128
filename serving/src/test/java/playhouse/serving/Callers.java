package playhouse.serving;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of a house on the same cores, who ask and read with as little work as can be.
 *
 * @param port where it listens
 */
record Callers(int port, Question question, Check check) {
  private static final int OPEN = 32;

  /** A whole request of HTTP. */
  @FunctionalInterface
  interface Question {
    String next(Random random);
  }

  /** Whether an answer of status 200 is one of those that are measured. */
  @FunctionalInterface
  interface Check {
    void check(String body) throws IOException;
  }

  /** A request with the machine's key. */
  static String get(String path) {
    return head("GET", path) + "\r\n";
  }

  /** The same with a body. */
  static String post(String path, String body) {
    return head("POST", path)
        + "Content-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String head(String method, String path) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
        .formatted(method, path, Ground.KEY);
  }

  /**
   * Asks so often, whether or not the questions before are answered.
   *
   * @return each answer's time from when its question was due, ascending, in milliseconds
   */
  double[] steadily(int aSecond, int seconds) throws Exception {
    int all = aSecond * seconds;
    double[] millis = new double[all];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime() + 100_000_000;
    together(
        OPEN,
        caller -> {
          try (Line line = new Line(port)) {
            Random random = new Random(caller);
            for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
              long due = start + i * 1_000_000_000L / aSecond;
              while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
              }
              check.check(line.ask(question.next(random)));
              millis[i] = (System.nanoTime() - due) / 1e6;
            }
          }
        });
    Arrays.sort(millis);
    return millis;
  }

  /** So many at once ask as fast as they are answered; how many in a second. */
  double asFastAsCanBe(int callers, int requests) throws Exception {
    long began = System.nanoTime();
    together(
        callers,
        caller -> {
          try (Line line = new Line(port)) {
            Random random = new Random(100 + caller);
            for (int i = 0; i < requests / callers; i++) {
              check.check(line.ask(question.next(random)));
            }
          }
        });
    return requests / ((System.nanoTime() - began) / 1e9);
  }

  /** What so large a share of all take at most. */
  static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }

  private interface Calling {
    void call(int caller) throws IOException;
  }

  private static void together(int callers, Calling work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Callable<Void>> all = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      int number = caller;
      all.add(
          () -> {
            work.call(number);
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(all)) {
      done.get();
    }
    threads.shutdown();
  }

  /** One connection. */
  private static final class Line implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Line(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    String ask(String request) throws IOException {
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      String status = line();
      int length = -1;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
          length = Integer.parseInt(header.substring(LENGTH.length()).strip());
        }
      }
      if (length < 0 || !status.contains(" 200 ")) {
        throw new IOException("answered " + status);
      }
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
