package playhouse.serving.identity.risk.clues;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Request;

/**
 * What a client says of itself in headers.
 *
 * @param asked whether anybody looked at more than its user agent
 * @param platform of {@code Sec-CH-UA-Platform}
 * @param mobile of {@code Sec-CH-UA-Mobile}
 * @param language of {@code Accept-Language}
 * @param pretends whether it says where it comes from, and is not believed
 */
public record Client(
    Optional<String> agent,
    boolean asked,
    Optional<String> platform,
    Optional<String> mobile,
    Optional<String> language,
    boolean pretends) {
  private static final int LONGEST = 1_000;

  /** Our apps name themselves so. */
  private static final Pattern APP = Pattern.compile("Playhouse/\\d+(\\.\\d+)* \\([^)]{1,80}\\)");

  private static final Pattern SCRIPT =
      Pattern.compile(
          "curl|wget|python|aiohttp|httpx|scrapy|go-http|okhttp/|java[-/ ]|libwww|perl|ruby|axios|"
              + "node-fetch|undici|postman|insomnia|headless|phantomjs|selenium|puppeteer|playwright|"
              + "bot\\b|crawler|spider|httpclient");

  private static final Pattern CHROME = Pattern.compile("Chrome/(\\d{1,4})\\.");
  private static final Pattern FIREFOX = Pattern.compile("Firefox/(\\d{1,4})\\.");

  /** Browsers are not older than some years, nor from the future. */
  private static final int OLDEST = 60;

  private static final int NEWEST = 220;

  /** Of whom only the user agent is known. */
  public static Client of(Optional<String> agent) {
    return new Client(
        agent.filter(text -> !text.isBlank()).map(Client::cut),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Of a request. */
  public static Client of(Request request, Peers peers) {
    return new Client(
        request.header("User-Agent").filter(text -> !text.isBlank()).map(Client::cut),
        true,
        request.header("Sec-CH-UA-Platform").map(text -> text.replace("\"", "")),
        request.header("Sec-CH-UA-Mobile"),
        request.header("Accept-Language"),
        peers.pretends(request));
  }

  /** Whether it is a program that people do not sign up with. */
  public boolean scripted() {
    return agent
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> SCRIPT.matcher(text).find())
        .isPresent();
  }

  /** Whether what it calls itself cannot be. */
  public boolean contradicts() {
    return agent
        .filter(text -> !APP.matcher(text).matches())
        .filter(text -> !scripted() && !browser(text))
        .isPresent();
  }

  /** Whether its headers say other things than its user agent. */
  public boolean headersContradict() {
    if (!asked || agent.isEmpty() || APP.matcher(agent.get()).matches()) {
      return false;
    }
    String text = agent.get();
    boolean handheld = text.contains("Mobile") || text.contains("Android");
    boolean otherSize =
        (mobile.filter(value -> value.equals("?1")).isPresent() && !handheld)
            || (mobile.filter(value -> value.equals("?0")).isPresent() && text.contains("Mobile"));
    return language.isEmpty()
        || otherSize
        || platform.filter(name -> !fits(name, text)).isPresent();
  }

  private static boolean fits(String platform, String text) {
    return switch (platform) {
      case "Windows" -> text.contains("Windows");
      case "macOS" -> text.contains("Macintosh");
      case "Android" -> text.contains("Android");
      case "iOS" -> text.contains("iPhone") || text.contains("iPad");
      case "Linux" -> text.contains("Linux");
      default -> true;
    };
  }

  private static boolean browser(String text) {
    long systems =
        Stream.of("Windows NT", "Macintosh", "Android", "iPhone", "iPad", "CrOS")
            .filter(text::contains)
            .count();
    boolean linux = text.contains("Linux") || text.contains("HarmonyOS") || text.contains("Tizen");
    return text.startsWith("Mozilla/5.0 (")
        && (systems == 1 || (systems == 0 && linux))
        && possible(CHROME.matcher(text))
        && possible(FIREFOX.matcher(text))
        && !(text.contains("Chrome/") && text.contains("Firefox/"));
  }

  private static boolean possible(Matcher version) {
    return !version.find()
        || (Integer.parseInt(version.group(1)) >= OLDEST
            && Integer.parseInt(version.group(1)) <= NEWEST);
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
