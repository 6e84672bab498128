package playhouse.counterparts.carrying;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Takes whoever connects on the loopback address, each in a thread of its own. */
public final class Listener implements AutoCloseable {
  private static final int WAITING = 50;

  private final String name;
  private final ServerSocket socket;
  private volatile boolean closed;

  /** Waits for the next who connects. */
  @FunctionalInterface
  public interface Accepting {
    /** What is to be done with them. */
    Runnable next() throws IOException;
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @param name of what is spoken, and of the threads
   */
  public Listener(int port, String name) {
    this.name = name;
    try {
      socket = new ServerSocket(port, WAITING, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be listened on for " + name, e);
    }
  }

  /** Where it listens. */
  public ServerSocket socket() {
    return socket;
  }

  /** The port it listens on. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Begins to take them. */
  public void accept(Accepting accepting) {
    start(
        () -> {
          while (!closed) {
            try {
              start(accepting.next());
            } catch (IOException e) {
              // closed, or a client that went before it came
            }
          }
        });
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes nobody any more; those who are here stay. */
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
