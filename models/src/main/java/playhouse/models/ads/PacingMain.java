package playhouse.models.ads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Paces line items that are told of on standard input, for whoever wants to see what it would do
 * over a day. {@code curve N,N,…} says how a day's 96 quarters lie, {@code item BEGINS ENDS AMOUNT
 * GUESS} adds one, and {@code minute NOW TRAFFIC DELIVERED,DELIVERED,…} asks for the shares of all;
 * times are milliseconds since 1970. Only the last is answered, with a line.
 */
public final class PacingMain {
  private final List<PacingController.Goal> goals = new ArrayList<>();
  private final List<Double> guesses = new ArrayList<>();
  private final List<Pace> paces = new ArrayList<>();
  private PacingController controller = new PacingController(DayCurve.flat());

  private PacingMain() {}

  public static void main(String[] arguments) throws IOException {
    PacingMain pacing = new PacingMain();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "curve" -> pacing.controller = new PacingController(DayCurve.of(numbers(words[1])));
        case "item" -> pacing.add(words);
        case "minute" -> {
          out.println(pacing.minute(words));
          out.flush();
        }
        default -> throw new IllegalArgumentException("not understood: " + words[0]);
      }
    }
  }

  private void add(String[] words) {
    double amount = Double.parseDouble(words[3]);
    goals.add(
        new PacingController.Goal(
            Instant.ofEpochMilli(Long.parseLong(words[1])),
            Instant.ofEpochMilli(Long.parseLong(words[2])),
            amount,
            amount));
    guesses.add(Double.parseDouble(words[4]));
  }

  private String minute(String[] words) {
    Instant now = Instant.ofEpochMilli(Long.parseLong(words[1]));
    double traffic = Double.parseDouble(words[2]);
    double[] delivered = numbers(words[3]);
    StringBuilder shares = new StringBuilder();
    for (int item = 0; item < goals.size(); item++) {
      var seen = new PacingController.Seen(now, delivered[item], delivered[item], traffic);
      if (item == paces.size()) {
        paces.add(controller.first(seen, guesses.get(item)));
      } else {
        paces.set(item, controller.next(paces.get(item), goals.get(item), seen));
      }
      shares.append(item == 0 ? "" : ",").append(paces.get(item).share());
    }
    return shares.toString();
  }

  private static double[] numbers(String text) {
    String[] words = text.split(",", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Double.parseDouble(words[i]);
    }
    return numbers;
  }
}
