/** What serving knows of people: live from the stream, and nightly from the batch. */
@NullMarked
package playhouse.serving.personalisation.people;

import org.jspecify.annotations.NullMarked;
