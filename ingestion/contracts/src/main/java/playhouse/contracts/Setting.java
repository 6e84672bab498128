package playhouse.contracts;

/** A key of {@link Settings}: {@code PLAYHOUSE_} and the constant's name. */
public enum Setting {
  HOME(".playhouse", "Folder that holds all state of the embedded stack."),
  CLOCK(
      "system",
      "Which clock serving and the simulated counterparts go by: system; or virtual, for proofs: it"
          + " stands in the home's file clock until POST /control/clock moves it."),
  BIND("127.0.0.1", "Address that our HTTP servers listen on."),
  KAFKA_PORT("9092", "Port of the embedded broker."),
  KAFKA("127.0.0.1:${KAFKA_PORT}", "Bootstrap servers of Kafka."),
  COLLECTOR_PORT("8088", "Port of the collector."),
  COLLECTOR_URL("http://127.0.0.1:${COLLECTOR_PORT}", "Where producers find the collector."),
  COLLECTOR_MAX_BODY("8388608", "Largest request body in bytes, after decompression."),
  COLLECTOR_MAX_EVENTS("10000", "Most events in one request."),
  COLLECTOR_RATE("200000", "Events a second that one API key may send, on average."),
  COLLECTOR_IN_FLIGHT(
      "33554432", "Bytes of request bodies in work at once; beyond that callers must wait."),
  COLLECTOR_CLIENT_IP(
      "peer", "Where a client's address is read: peer, forwarded (X-Forwarded-For) or off."),
  CONSENT_DEFAULT("granted", "Where a person's consent is unknown: granted or denied."),
  COUNTERPARTS_PORT(
      "8070",
      "Port of the simulated counterparts, which run while PSP_URL, SMTP_URL, SMPP_URL,"
          + " SSO_PROVIDERS or AD_BIDDERS is not set."),
  SMTP_PORT("1025", "Port of the simulated mail server, which runs while SMTP_URL is not set."),
  SMPP_PORT("2775", "Port of the simulated SMS centre, which runs while SMPP_URL is not set."),
  SERVING_PORT("8080", "Port of serving."),
  SERVING_URL("http://127.0.0.1:${SERVING_PORT}", "Where callers find serving."),
  POSTGRES_PORT("5433", "Port of the embedded PostgreSQL."),
  FLINK_PORT("8081", "Port of Flink's REST interface."),
  TRINO_PORT("8090", "Port of the embedded Trino."),
  NOTEBOOKS_PORT("8888", "Port of Jupyter."),
  TRINO_JAVA("", "Home of a JDK 24 or newer for Trino; looked for in the usual places if not set."),
  SQL_ROLE("steward", "Who ./playhouse sql asks as unless told: analyst, steward or service."),
  CATALOG_TYPE("jdbc", "Kind of Iceberg catalog: jdbc or rest."),
  CATALOG_URI("jdbc:postgresql://127.0.0.1:${POSTGRES_PORT}/lake", "Where the Iceberg catalog is."),
  CATALOG_USER("postgres", "User of the catalog's database."),
  CATALOG_PASSWORD("", "Password of the catalog's database."),
  SERVICES_URI(
      "jdbc:postgresql://127.0.0.1:${POSTGRES_PORT}/services", "Where the services' database is."),
  SERVICES_USER("postgres", "User of the services' database."),
  SERVICES_PASSWORD("", "Password of the services' database."),
  WAREHOUSE("file:${HOME}/warehouse", "Root of the lake's files, as a URI."),
  CHECKPOINTS("file:${HOME}/checkpoints", "Root of Flink's checkpoints, as a URI."),
  STREAMING_JOBS(
      "lake-writer,live-features,experiments,live-kpis,ad-reports",
      "Streaming jobs that run where none is named."),
  CHECKPOINT_SECONDS("5", "Seconds between Flink's checkpoints; the lake is no fresher."),
  MODELS("file:${HOME}/models", "Root of the model registry, as a URI."),
  MLFLOW_URL(
      "", "MLflow server that is told of each model registered, such as http://127.0.0.1:5000."),
  BATCH_NATIVE(
      "auto",
      "Whether nights over a million events or more run in native code where the machine can: auto"
          + " or off."),
  BATCH_JAVA_OPTIONS(
      "", "Options for the JVM of batch jobs, separated by spaces; they win over ours: -Xmx8g."),
  JOBS_PORT("8082", "Port of the job API."),
  JOBS_URL("http://127.0.0.1:${JOBS_PORT}", "Where callers find the job API."),
  AIRFLOW_URL("http://127.0.0.1:8085", "Where Airflow is that our operators drive."),
  AIRFLOW_SECRETS(
      "${HOME}/airflow.json", "File of whom Airflow knows us as: {\"user\": …, \"password\": …}."),
  JOBS_AT_A_TIME("1", "Most batch jobs that the job API runs at once; others wait."),
  JOBS_LOG_BYTES(
      "4194304", "Bytes from which the log of a run is begun anew; the last such piece is kept."),
  JOBS_KEPT("500", "Newest runs of the job API whose logs are kept."),
  CARE_SNAPSHOT_HOURS("72", "Hours for which table care keeps snapshots that nobody names."),
  CARE_FEWEST_SNAPSHOTS("20", "Newest snapshots of a table that are kept whatever their age."),
  CARE_MOST_SNAPSHOTS(
      "1000",
      "Most snapshots of a table that are kept for their age alone, beyond an hour of age."),
  CARE_TAG_DAYS("35", "Days for which a snapshot can be read that a KPI or model was made from."),
  CARE_ORPHAN_HOURS("72", "Age in hours from which a file that no table knows is removed."),
  CARE_REJECT_DAYS("90", "Days for which refused events are kept in the lake."),
  CARE_MINUTE_DAYS("35", "Days for which live KPI values are kept minute by minute."),
  CARE_RUN_DAYS("400", "Days for which runs of batch jobs and their lineage are kept."),
  CARE_METADATA_BYTES("8388608", "Largest metadata file of a table after care; care fails beyond."),
  LINEAGE_URL("", "Where OpenLineage events are posted to; kept in the lake only if not set."),
  ZONES("UTC,Asia/Shanghai", "Zones that daily values are kept in."),
  CURRENCY("USD", "Reporting currency, ISO 4217."),
  KEYS(
      "${HOME}/keys.json",
      "File of the API keys that the collector and serving know: {\"name\": \"key\"}."),
  PSP_URL("", "Where the provider of card payments is; there is none if not set."),
  PSP_SECRETS(
      "${HOME}/psp.json",
      "File of what that provider and we share: {\"key\": it knows us by, \"secret\": of its"
          + " webhooks}."),
  IDENTITY_SECRETS(
      "${HOME}/secrets.json",
      "File of what sign-in seals its secrets with: {\"seal\": 32 random characters or more}."),
  WEB_URL(
      "http://localhost:${SERVING_PORT}",
      "Where people's browsers find serving: what links and passkeys are bound to."),
  SSO_PROVIDERS(
      "",
      "File of the providers that people may sign in through: [{\"name\": …, \"issuer\": …,"
          + " \"client\": …, \"secret\": …}]; there are none if not set."),
  SMTP_URL(
      "",
      "Where mail is handed over: smtp://host:port or smtps://user:password@host:port; none is sent"
          + " if not set."),
  MAIL_FROM("Playhouse <no-reply@playhouse.invalid>", "Who mail is from."),
  SMPP_URL(
      "",
      "Where text messages are handed over (SMPP 3.4): smpp://host:port or, over TLS,"
          + " smpps://host:port; none are sent if not set."),
  SMPP_SECRETS(
      "${HOME}/smpp.json",
      "File of what that centre knows us by: {\"systemId\": …, \"password\": at most 8"
          + " characters}."),
  SMS_FROM("Playhouse", "Who text messages are from: a name of at most 11 letters, or a number."),
  SMS_COSTS(
      "AU=0.04,BR=0.03,CA=0.01,CN=0.035,DE=0.09,ES=0.07,FR=0.07,GB=0.045,HK=0.05,IN=0.03,IT=0.08,JP=0.07,KR=0.04,MX=0.05,NL=0.09,SG=0.04,TW=0.05,US=0.01",
      "Countries that text messages may go to, and what one part costs there, in CURRENCY."),
  SMS_DAY_CAP("200.00", "Most that text messages may cost in a day (UTC), in CURRENCY."),
  SMS_COUNTRY_DAY_CAP("50.00", "The same for one country."),
  FRAUD_KEY(
      "${HOME}/secrets.json",
      "File of the key that what is seen of payers is hashed with: {\"fraud\": 32 characters or"
          + " more}."),
  BANK_PORT(
      "8071", "Port of the simulated settlement files and bank statements, beside the provider."),
  SETTLEMENTS_URL(
      "", "Where settlement files and bank statements are fetched; nowhere if not set."),
  TERRITORY(
      "",
      "Where who asks serving is, ISO 3166-1 alpha-2, while no proxy of ours says it in X-Country; unknown if not set: then they are shown what may be shown everywhere."),
  RIGHTS_UNTOLD(
      "catalogue",
      "Whether a title of which no grant was ever told may be shown: open, closed, or catalogue: it may while none was told of its catalogue, which is what stands before its colon."),
  AD_FILES_LOCAL(
      "false",
      "Whether files and landing pages of ads may be on this machine, and without TLS: true for tests and demonstrations only."),
  LICENCE_SECONDS("300", "Seconds that a playback licence is good for before it is renewed."),
  SELLER(
      "Playhouse",
      "Whose invoices are, as it stands on them: name, address, tax number, with semicolons between"
          + " the lines."),
  RECON_TOLERANCE(
      "",
      "By how much what a statement and the ledger say may differ and be rounding: such as"
          + " USD=0.02,CNY=0.05; one of the smallest unit where nothing is said."),
  RECON_WRITE_OFF_ALONE(
      "100",
      "Most that one person alone may give up of a difference: in any currency, and otherwise in"
          + " some, such as 100,JPY=10000."),
  RISK_SECRETS(
      "${HOME}/secrets.json",
      "File of the key that addresses and networks of sign-ups are hashed with: {\"risk\": 32"
          + " characters or more}."),
  TRUSTED_PROXIES(
      "",
      "Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8, with commas"
          + " between; nobody's if not set."),
  PSP_BACKUP_URL(
      "", "Where card payments go when that provider is not well, with the same secrets; nowhere."),
  ALIPAY_URL("", "Where Alipay's gateway is, without /gateway.do; there is none if not set."),
  WECHAT_URL("", "Where WeChat Pay is, without /v3; there is none if not set."),
  WALLET_URL("", "Where the wallets are; there are none if not set."),
  CHANNEL_SECRETS(
      "${HOME}/channels.json",
      "File of what alipay, wechat and wallet and we share: names, serials and keys in Base64."),
  BOARD_MAIL_DOMAINS(
      "example.com",
      "Domains, with blanks between, at whose addresses boards may be sent by e-mail; none if"
          + " empty."),
  EMBED_ORIGINS(
      "",
      "Origins, with blanks between, whose pages may show boards within them, such as"
          + " https://wiki.example.org; none if not set."),
  OTLP_URL(
      "",
      "Where spans of serving are sent by OTLP/HTTP, such as http://127.0.0.1:4318/v1/traces;"
          + " nowhere if not set."),
  TRACE_SHARE(
      "0.05",
      "Share of the traces that serving begins that is sent there, 0 to 1; who asks decides on"
          + " theirs."),
  RECOMMEND_BUDGETS(
      "hydrate=5,candidates=25,filter=10,score=10,select=10",
      "Milliseconds that each stage of a recommendation may take; what is late is left out."),
  RECOMMEND_TEXTS(
      "on",
      "Whether serving compares the texts of titles, which takes it 300 MB for the encoders: on or off."),
  SEGMENT_LEAST("20", "Fewest people that a segment has by which anybody is targeted."),
  SEGMENT_SWEEP_SECONDS(
      "60",
      "How often everybody is looked at for what only time changes in segments; what changes by what somebody does is seen at once."),
  TAGGING(
      "on", "Whether serving suggests tags of titles from their texts as they come: on or off."),
  TAGGING_CLIPS(
      "", "Folder of the clips of titles that may be looked at for tags; none are if not set."),
  TAGGING_FFMPEG("ffmpeg", "The program that clips are looked at with: its path, or its name."),
  AD_BIDDERS(
      "",
      "File of bidders that are asked for ads (OpenRTB 2.6): [{\"name\": …, \"url\": …,"
          + " \"timeoutMillis\": 120, \"domain\": of ads.txt, \"account\": ours with them}];"
          + " nobody is asked if not set."),
  AD_DATACENTRES(
      "",
      "File of networks from which nobody watches ads, such as data centres: one in CIDR notation a"
          + " line; none if not set."),
  TOKEN_KEY(
      "${HOME}/token.pub", "File of the public key (PEM) that callers' tokens are checked with."),
  DATA("../shared/data", "Folder of public data sets that tests read.");

  private final String fallback;
  private final String doc;

  Setting(String fallback, String doc) {
    this.fallback = fallback;
    this.doc = doc;
  }

  /** Name in the environment and in the file. */
  public String key() {
    return "PLAYHOUSE_" + name();
  }

  /** The default; other keys stand in it as ${KEY}. Empty if there is none. */
  public String fallback() {
    return fallback;
  }

  /** What it is for, in one sentence. */
  public String doc() {
    return doc;
  }
}
