package playhouse.serving.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Etags;
import playhouse.serving.platform.http.Routes;

/** The pages that people's browsers open. They ask the same API as everybody. */
public final class Pages implements Routes {
  /** Files by the paths that they stand at. */
  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("/", "account.html"),
          Map.entry("/sign-up", "sign-up.html"),
          Map.entry("/sign-out", "sign-in.html"),
          Map.entry("/sign-in", "sign-in.html"),
          Map.entry("/sign-in/link", "link.html"),
          Map.entry("/sign-in/reset", "reset.html"),
          Map.entry("/choose", "choose.html"),
          Map.entry("/recovery", "recovery.html"),
          Map.entry("/staff", "staff.html"),
          Map.entry("/account", "account.html"),
          Map.entry("/subscribe", "subscribe.html"));

  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "html", "text/html");
  private static final Pattern PART = Pattern.compile("[a-z-]+\\.(js|css)");

  /** Nothing of anybody else's runs in a page of ours, and no page of ours in anybody else's. */
  private static final String ALLOWED =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    PAGES.forEach(
        (path, file) ->
            all.add(Endpoint.get(path, "A page for people.").open().raw(http -> tell(http, file))));
    all.add(Endpoint.get("/web/{file}", "Parts of pages.").open().raw(this::part));
    return all;
  }

  private void part(Context http) throws IOException {
    String file = http.pathParam("file");
    if (!PART.matcher(file).matches()) {
      throw Refusal.missing("the pages have no such part");
    }
    tell(http, file);
  }

  private static void tell(Context http, String file) {
    String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
    http.header("Content-Security-Policy", ALLOWED)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .contentType(type + "; charset=utf-8");
    Etags.answer(http, read(file));
  }

  private static String read(String file) {
    try (InputStream in = Pages.class.getResourceAsStream("/web/" + file)) {
      if (in == null) {
        throw Refusal.missing("the pages have no such part");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
