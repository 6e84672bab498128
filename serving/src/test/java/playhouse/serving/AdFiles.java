package playhouse.serving;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An advertiser's files and landing page, on this machine. */
final class AdFiles implements AutoCloseable {
  private final HttpServer server;

  AdFiles() {
    try {
      server = HttpServer.create(new InetSocketAddress(0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serve("/tea.mp4", 200, "video/mp4", film(15_000, 40_000));
    serve("/long.mp4", 200, "video/mp4", film(30_000, 40_000));
    serve("/large.mp4", 200, "video/mp4", film(15_000, 9_000_000));
    serve("/false.mp4", 200, "video/mp4", "<html>".getBytes(StandardCharsets.UTF_8));
    serve("/page", 200, "text/html", "<html>tea</html>".getBytes(StandardCharsets.UTF_8));
    serve("/gone", 404, "text/html", new byte[0]);
    server.createContext(
        "/inwards",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://10.0.0.1/tea.mp4");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  String at(String path) {
    return at("127.0.0.1", path);
  }

  /** At another of this machine's addresses: each is a domain of its own. */
  String at(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private void serve(String path, int status, String type, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** The boxes of an MP4 that say what it is and how long it lasts, and bytes for the rest. */
  private static byte[] film(int millis, int bytes) {
    ByteBuffer film = ByteBuffer.allocate(bytes);
    film.putInt(16).put("ftypisom".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    film.putInt(116).put("moov".getBytes(StandardCharsets.US_ASCII));
    film.putInt(108).put("mvhd".getBytes(StandardCharsets.US_ASCII));
    film.putInt(0).putInt(0).putInt(0).putInt(1_000).putInt(millis);
    return film.array();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
