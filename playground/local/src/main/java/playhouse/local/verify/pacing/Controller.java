package playhouse.local.verify.pacing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import playhouse.local.process.Bound;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.ModuleClassPath;
import playhouse.local.stack.House;

/** The controller of the house in a process of its own, asked line by line. */
final class Controller implements AutoCloseable {
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  Controller(House house) {
    ProcessBuilder builder =
        new ProcessBuilder(
            House.java().toString(),
            "-cp",
            ModuleClassPath.text(new ModuleClassPath(house.root()).of("models")));
    builder.command().addAll(Bound.PROMPTLY.main("playhouse.models.ads.PacingMain"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      process = Bound.PROMPTLY.start(builder);
    } catch (IOException e) {
      throw new LocalFailure("cannot start the controller: " + e.getMessage(), e);
    }
    to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  void curve(double[] quarters) {
    to.println("curve " + text(quarters));
  }

  void item(long begins, long ends, double amount) {
    to.println("item " + begins + " " + ends + " " + amount + " 0.2");
  }

  /** Shares of all. */
  double[] minute(long now, double traffic, double[] delivered) {
    to.println("minute " + now + " " + traffic + " " + text(delivered));
    to.flush();
    try {
      String line = from.readLine();
      if (line == null) {
        throw new LocalFailure("the controller ended");
      }
      return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
