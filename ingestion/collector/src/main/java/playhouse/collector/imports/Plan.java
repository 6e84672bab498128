package playhouse.collector.imports;

import java.util.List;

/**
 * What an import will do.
 *
 * @param parts files to read, titles first
 * @param notes files that are left out, and why
 */
record Plan(List<Part> parts, List<String> notes) {}
