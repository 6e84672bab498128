package playhouse.serving;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser, with an authenticator for passkeys. */
final class Chromium implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** As one with a window calls itself: people do not sign up without. */
  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/150.0.0.0 Safari/537.36";

  private final Playwright playwright;
  private final Browser browser;

  /** Where one is on this machine; empty if there is none. */
  static Optional<Path> installed() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
  }

  /** A new page of somebody of whom the browser knows nothing yet. */
  Page page() {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setLocale("en-US").setUserAgent(AGENT));
    Page page = context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Gives a page an authenticator of its own that verifies its user. */
  CDPSession authenticator(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject wanted = new JsonObject();
    wanted.add("options", options);
    session.send("WebAuthn.addVirtualAuthenticator", wanted);
    return session;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
