@NullMarked
package playhouse.batch.jobapi;

import org.jspecify.annotations.NullMarked;
