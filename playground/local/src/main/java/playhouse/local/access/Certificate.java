package playhouse.local.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * The certificate that Trino shows on this machine, signed by itself: tokens are taken over TLS
 * only.
 *
 * @param folder where its files are
 */
public record Certificate(Path folder) {
  private static final int PASSWORD_BYTES = 24;

  /** What clients trust, as PEM. */
  public Path pem() {
    return folder.resolve("certificate.pem");
  }

  /** The certificate with its key, for the server. */
  public Path keystore() {
    return folder.resolve("server.p12");
  }

  /** Of the key store. */
  public String password() {
    try {
      return Files.readString(passwordFile());
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + passwordFile() + ": " + e.getMessage(), e);
    }
  }

  /** The JDK's keytool makes it, once. */
  public void makeIfMissing() {
    if (Files.exists(pem())) {
      return;
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    new SecretFile(passwordFile()).write(password.getBytes(StandardCharsets.US_ASCII));
    try {
      Files.deleteIfExists(keystore());
      keytool(
          List.of(
              "-genkeypair",
              "-alias",
              "trino",
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-dname",
              "CN=playhouse",
              "-validity",
              "3650",
              "-storetype",
              "PKCS12",
              "-ext",
              "SAN=ip:127.0.0.1,dns:localhost",
              "-keystore",
              keystore().toString()));
      Files.setPosixFilePermissions(keystore(), PosixFilePermissions.fromString("rw-------"));
      Path draft = folder.resolve("certificate.draft");
      Files.deleteIfExists(draft);
      keytool(
          List.of(
              "-exportcert",
              "-rfc",
              "-alias",
              "trino",
              "-keystore",
              keystore().toString(),
              "-file",
              draft.toString()));
      Files.move(draft, pem());
    } catch (IOException e) {
      throw new LocalFailure("cannot make Trino's certificate: " + e.getMessage(), e);
    }
  }

  /** Trusts this certificate and no other. */
  public SSLContext trust() {
    try (InputStream in = Files.newInputStream(pem())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "trino", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new LocalFailure("cannot use Trino's certificate: " + e.getMessage(), e);
    }
  }

  private Path passwordFile() {
    return folder.resolve("server.password");
  }

  private void keytool(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    // Never on the command line, which every user of the machine can read.
    command.addAll(List.of("-storepass:file", passwordFile().toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException("keytool ended with " + code + ": " + said.strip());
    }
  }
}
