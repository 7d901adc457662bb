//! The documented error codes: the HTTP status that each comes with, and a message.
//!
//! The vendor documents statuses for data management and the gateway. For the others they are the
//! ones that HTTP has for the case. The table is the emulator's own: a test compares it with the
//! client's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::response::Response;

use super::error::EmulatorError;
use super::http::response;

/// A documented error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ErrorCode {
    pub(super) code: &'static str,
    pub(super) status: StatusCode,
    /// Whether the call has to wait for other work of data management.
    pub(super) is_busy: bool,
    pub(super) message: &'static str,
}

/// Code, status, `busy` if the call has to wait for other work of data management, and message.
const TABLE: &str = "
APIG.0101 404 The API does not exist or has not been published in the environment
APIG.0201 504 Prediction timed out.
APIG.0301 401 Incorrect IAM authentication information
APIG.0306 403 API access denied
APIG.0308 429 The throttling threshold has been reached
APIGW.0301 401 Incorrect IAM authentication information
APIGW.0303 401 Incorrect app authentication information
ModelArts.0010 500 Unknown cause.
ModelArts.0012 504 Timed out.
ModelArts.0013 502 Connection failed.
ModelArts.0101 500 Invalid configuration.
ModelArts.0102 404 Resource not found.
ModelArts.0103 409 Name already in use.
ModelArts.0104 400 Invalid parameter.
ModelArts.0105 409 Operation not allowed.
ModelArts.0106 403 Too many resources.
ModelArts.0107 400 Request parameters rejected.
ModelArts.0108 403 Not authorised for this operation.
ModelArts.0109 403 User is frozen.
ModelArts.0110 400 Invalid CPU count.
ModelArts.0111 403 Service not enabled for this user.
ModelArts.0112 403 Fine-grained IAM authorisation failed.
ModelArts.0113 403 Workspace quota exceeded.
ModelArts.0114 429 Too many requests.
ModelArts.0201 401 No token supplied.
ModelArts.0202 401 Token expired.
ModelArts.0203 401 Token is not valid.
ModelArts.0204 401 Token is incomplete.
ModelArts.0205 401 Token failed authentication.
ModelArts.0207 403 Current user cannot reach OBS.
ModelArts.0208 403 The stored AK/SK cannot be used.
ModelArts.0209 401 Invalid user.
ModelArts.0210 403 Project of the token and of the URI differ.
ModelArts.0211 401 IAM rejected the stored AK/SK.
ModelArts.0401 500 OBS server error.
ModelArts.0402 400 OBS client error.
ModelArts.0403 404 OBS listing not found.
ModelArts.0404 400 Invalid OBS path.
ModelArts.0405 400 Bucket lies in another region.
ModelArts.0406 400 Invalid bucket.
ModelArts.0407 403 Bucket not authorised for access.
ModelArts.0409 400 Too many OBS objects.
ModelArts.0410 400 OBS object too large.
ModelArts.0412 409 Bucket name already exists.
ModelArts.0413 404 Bucket does not exist.
ModelArts.0414 409 Object name already exists.
ModelArts.0415 403 OBS denied access.
ModelArts.0416 409 Bucket to delete is not empty.
ModelArts.0417 400 Uploaded object is below the minimum size.
ModelArts.0418 400 Uploaded object is above the maximum size.
ModelArts.0419 403 Bucket count limit reached.
ModelArts.0553 500 The SMN notification service returned an error.
ModelArts.1503 500 System error.
ModelArts.1601 500 Upload to OBS failed.
ModelArts.1602 400 Version does not belong to the dataset.
ModelArts.1605 403 Not permitted on a preset dataset.
ModelArts.1606 500 System error.
ModelArts.1607 500 System error.
ModelArts.1608 409 Bucket versioning is off.
ModelArts.1611 409 Version limit reached (100 per dataset).
ModelArts.1612 409 Dataset limit reached (100 per tenant).
ModelArts.1614 409 Bucket limit reached (100 per tenant).
ModelArts.1615 409 File limit reached (one billion in all datasets).
ModelArts.1616 400 Uploaded file exceeds 5 GB.
ModelArts.1621 403 Token may not access ModelArts.
ModelArts.1631 409 Dataset name already exists.
ModelArts.1632 409 Bucket or path already used by another dataset.
ModelArts.1641 409 Busy: dataset is being created.
ModelArts.1642 409 Busy: dataset is being synchronized.
ModelArts.1643 409 Busy: dataset is being deleted.
ModelArts.1644 409 Busy: dataset is switching version.
ModelArts.1645 409 Busy: files are being uploaded.
ModelArts.1646 409 Busy: files are being deleted.
ModelArts.1647 409 Busy: a version is being published.
ModelArts.1648 400 A dataset cannot sit in a bucket's root.
ModelArts.1651 400 Invalid bucket name.
ModelArts.1652 400 Invalid dataset name.
ModelArts.1653 400 Invalid OBS path.
ModelArts.1654 500 System error.
ModelArts.1661 500 Deleting OBS files failed.
ModelArts.1662 500 Deleting an OBS bucket failed.
ModelArts.1663 500 Accessing an OBS bucket failed.
ModelArts.1671 500 Cannot switch: a file is gone from OBS's deleted objects.
ModelArts.1672 404 File is not in OBS.
ModelArts.1673 404 OBS resource does not exist.
ModelArts.1674 404 Dataset does not exist.
ModelArts.1675 404 Dataset version does not exist.
ModelArts.2503 500 Could not get the dataset link.
ModelArts.2504 500 Dataset switch failed.
ModelArts.2505 500 Could not query the switch task's status.
ModelArts.2604 409 Another running job uses this output location.
ModelArts.3001 404 Model does not exist.
ModelArts.3002 409 Model already exists.
ModelArts.3003 500 Listing model names failed.
ModelArts.3004 500 Deleting the model failed.
ModelArts.3005 500 Copying the model failed.
ModelArts.3006 500 Publishing the model failed.
ModelArts.3008 409 Delete refused: the model is shared with others.
ModelArts.3009 409 Delete refused: the model is deployed as a service.
ModelArts.3010 403 Copy refused: no permission for this model.
ModelArts.3013 500 Could not read the model's configuration file.
ModelArts.3014 500 Could not read the API information.
ModelArts.3015 400 Model configuration is not valid JSON.
ModelArts.3016 400 Model configuration could not be parsed.
ModelArts.3501 500 Publishing the service failed.
ModelArts.3502 404 Service does not exist.
ModelArts.3503 409 Service already exists.
ModelArts.3504 500 Deleting the service failed.
ModelArts.3505 500 Listing services failed.
ModelArts.3506 500 Updating the service failed.
ModelArts.3507 404 Model does not exist.
ModelArts.3508 500 Reading the service's details failed.
ModelArts.3509 500 Querying edge nodes failed.
ModelArts.3511 500 Querying edge-node labels failed.
ModelArts.3512 409 Edge node not deployed.
ModelArts.3513 500 Updating an edge-node instance's state failed.
ModelArts.3514 400 Batch service needs a model with input parameters.
ModelArts.3515 409 Model is still being published.
ModelArts.3516 400 Real-time service names the same model version twice.
ModelArts.3518 500 Accessing the IEF service failed.
ModelArts.3519 409 Service cannot be updated in its present state.
ModelArts.3520 403 Instance limit exceeded.
ModelArts.3533 400 Edge node's flavour cannot carry the compute flavour.
ModelArts.3534 400 Security group does not qualify.
ModelArts.4100 400 Added images share a base name with images in the dataset.
ModelArts.4101 400 Data source has sub-folders.
ModelArts.4102 400 Object-detection source contains txt files.
ModelArts.4103 400 Image-classification source contains xml files.
ModelArts.4104 400 Source contains files of unsupported kinds.
ModelArts.4105 400 Added images have identical content (MD5).
ModelArts.4106 400 Images in OBS share a base name; found during sync.
ModelArts.4111 400 Region header is wrong.
ModelArts.4205 400 Input and output must be folders inside a bucket, not the bucket.
ModelArts.4302 400 Model cannot serve prediction requests.
ModelArts.4310 403 No right to use OBS; agency or bucket policy.
ModelArts.4311 400 Bucket missing.
ModelArts.4312 400 OBS path missing.
ModelArts.4313 400 Illegal characters in the OBS path.
ModelArts.4314 400 OBS call failed.
ModelArts.4315 400 OBS path has //.
ModelArts.4316 400 A plain OBS bucket will not do here; parallel file system needed.
ModelArts.4335 403 IAM agency not valid.
ModelArts.4336 403 No permission.
ModelArts.4338 400 Dataset or labelling task missing.
ModelArts.4340 400 Import path holds no usable file.
ModelArts.4342 400 Labelled samples cannot be split as asked.
ModelArts.4343 400 busy A version is being published; try later.
ModelArts.4344 400 busy Dataset is being deleted.
ModelArts.4345 400 HDFS file missing.
ModelArts.4346 400 MRS clusters could not be listed.
ModelArts.4347 400 HDFS files could not be listed.
ModelArts.4348 403 DLI agency check failed.
ModelArts.4349 400 busy The version is being switched; try later.
ModelArts.4350 400 Work_path too long.
ModelArts.4351 400 Dataset name taken.
ModelArts.4352 400 Dataset missing.
ModelArts.4353 400 Dataset version missing.
ModelArts.4354 500 Too many datasets.
ModelArts.4355 400 busy A synchronization is running; try later.
ModelArts.4356 400 busy An import is running; try later.
ModelArts.4357 400 Name of an auto-labelling result file not understood.
ModelArts.4358 400 Export path not valid.
ModelArts.4359 400 Export task missing.
ModelArts.4360 500 Synchronization failed.
ModelArts.4361 400 Auto-labelling result could not be taken over.
ModelArts.4362 400 Import failed.
ModelArts.4364 400 Work folder already exists.
ModelArts.4365 400 Dataset has no labels.
ModelArts.4367 500 Dataset could not be deleted.
ModelArts.4368 400 Point cloud .bin unreadable.
ModelArts.4369 400 Point cloud pre-labels unreadable.
ModelArts.4370 400 One version a minute at most.
ModelArts.4371 400 Version name taken.
ModelArts.4372 400 No image for the point cloud.
ModelArts.4373 500 Migration could not start.
ModelArts.4374 400 OBS path not valid.
ModelArts.4375 400 Point cloud image unreadable.
ModelArts.4376 400 PCD attribute not supported.
ModelArts.4377 400 PCD malformed.
ModelArts.4378 400 PCD unreadable.
ModelArts.4379 400 Point clouds must be .bin or .pcd.
ModelArts.4380 400 KITTI calibration unreadable.
ModelArts.4381 400 busy No labelling while a version is published.
ModelArts.4382 400 2-D image could not be made.
ModelArts.4383 501 This type of dataset cannot do that.
ModelArts.4384 400 Export parameters incomplete or wrong.
ModelArts.4385 501 busy A one-click deployment is running.
ModelArts.4386 501 busy Auto-labelling is already running.
ModelArts.4387 501 busy Pre-labelling is already running.
ModelArts.4391 400 Task name taken.
ModelArts.4392 400 Task failed.
ModelArts.4393 400 Task was stopped.
ModelArts.4394 501 busy A migration is running.
ModelArts.4395 429 Too many creations in a short time.
ModelArts.4396 400 Table import parameters wrong.
ModelArts.4398 400 Language not supported.
ModelArts.4399 400 Dataset type and model do not fit.
ModelArts.4400 400 Columns of the CSV could not be read.
ModelArts.4401 400 Data could not be copied out.
ModelArts.4404 400 Columns could not be read from DLI.
ModelArts.4405 400 Auto-labelling needs labelled samples.
ModelArts.4406 400 Auto-labelling needs five samples a label.
ModelArts.4407 400 Auto-labelling needs unlabelled samples.
ModelArts.4408 400 Only rectangles can be auto-labelled.
ModelArts.4409 400 busy Too many tasks on this dataset.
ModelArts.4410 400 Label missing.
ModelArts.4411 400 Label exists.
ModelArts.4412 400 Shortcut key taken.
ModelArts.4413 400 Label breaks the rules of the task.
ModelArts.4414 400 Triplet label names an unknown entity label.
ModelArts.4415 400 Entity label is used by a triplet label.
ModelArts.4416 400 Labels of the team task could not be synchronized.
ModelArts.4417 400 Labels could not be set during upload.
ModelArts.4418 400 Mask_gray_value taken.
ModelArts.4419 403 File too large.
ModelArts.4420 400 Sample missing.
ModelArts.4421 400 Sample upload failed.
ModelArts.4422 400 Sample exists.
ModelArts.4423 400 Image size unknown: send @modelarts:size.
ModelArts.4424 500 Sample could not be deleted.
ModelArts.4425 400 Mask_gray_value cannot change.
ModelArts.4426 400 One-click deployment needs labels.
ModelArts.4427 400 One-click deployment needs five samples a label.
ModelArts.4428 400 Label attribute name taken.
ModelArts.4429 400 Label attribute value taken.
ModelArts.4430 400 Label attribute or value missing.
ModelArts.4500 403 Too many IAM agencies.
ModelArts.4501 403 No right to create an IAM agency.
ModelArts.4502 400 IAM agency exists.
ModelArts.4504 401 IAM refused.
ModelArts.4612 400 Task missing.
ModelArts.4613 403 busy Task not finished, no result yet.
ModelArts.4614 500 Processing task failed.
ModelArts.4615 400 busy Team task unfinished: no version switch.
ModelArts.4616 400 busy Too many unfinished tasks.
ModelArts.4622 400 More groups than samples.
ModelArts.4637 400 The default labelling task cannot be deleted.
ModelArts.4650 400 Interactive_operations wrong.
ModelArts.4651 400 Sample could not be read from OBS.
ModelArts.4656 400 Sample larger than 12,582,912 bytes.
ModelArts.4700 400 Processing task missing.
ModelArts.4701 400 Feature analysis: only image classification and object detection.
ModelArts.4702 400 Feature analysis: only version format Default.
ModelArts.4703 400 Feature analysis needs labelled samples.
ModelArts.4704 400 busy Feature analysis not now: a version is being published.
ModelArts.4706 400 busy Feature analysis: version not in normal state.
ModelArts.4709 400 Processing task name taken.
ModelArts.4710 400 Export or publish failed.
ModelArts.4711 400 Labelled samples too few for the split.
ModelArts.4712 400 Publishing failed.
ModelArts.4713 401 busy Asynchronous tasks unfinished.
ModelArts.4714 400 Too many versions.
ModelArts.4800 400 Labelling task name taken.
ModelArts.4801 400 Labelling task missing.
ModelArts.4803 403 busy Labelling tasks unfinished: no deletion.
ModelArts.4820 400 This labelling type cannot do that.
ModelArts.4821 403 busy Labelling task is being published.
ModelArts.4823 400 Tables: no import into a version.
ModelArts.4824 400 busy Version not in normal state.
ModelArts.4825 400 Version is empty.
ModelArts.4826 401 KMS-encrypted bucket not supported.
ModelArts.4827 400 busy A labelling task uses the version.
ModelArts.4828 400 busy Version in this state cannot be deleted.
ModelArts.4850 403 busy Processing task is initialising.
ModelArts.4851 400 Processing task version missing.
ModelArts.4853 400 Too many feature tasks.
ModelArts.4854 400 Too many feature versions.
ModelArts.6100 504 Timed out.
ModelArts.6101 503 System busy.
ModelArts.6102 500 Internal error.
ModelArts.6200 500 Internal error.
ModelArts.6201 403 Account is frozen.
ModelArts.6301 409 Instance already exists.
ModelArts.6302 403 Instance limit reached.
ModelArts.6304 409 Instance must be stopped before deletion.
ModelArts.6305 409 Instance is already running.
ModelArts.6306 409 Instance is starting; nothing else can be done.
ModelArts.6307 409 Instance is already stopped.
ModelArts.6308 409 Instance is stopping.
ModelArts.6318 400 Parameter error: storage path.
ModelArts.6319 400 No AK/SK in the ModelArts global settings.
ModelArts.6320 500 OBS access error.
ModelArts.6323 400 Unsupported flavour.
ModelArts.6324 400 Unsupported storage type.
ModelArts.6327 409 Instance is not running.
ModelArts.6328 403 No permission for this flavour.
ModelArts.6329 409 Flavour sold out.
ModelArts.6330 400 Types do not match.
ModelArts.6331 400 EVS disk size out of bounds.
ModelArts.6332 400 Wrong parameter type.
ModelArts.6333 500 Notebook instance faulty.
ModelArts.6334 400 Bad description parameter.
ModelArts.6335 400 Parameter missing.
ModelArts.6336 400 Bad parameter value.
ModelArts.6350 403 OBS refused access.
ModelArts.7001 500 Unknown workspace error.
ModelArts.7002 401 Workspace authentication failed.
ModelArts.7003 403 IAM permission error.
ModelArts.7004 409 Workspace is not in a normal state; cannot create resources.
ModelArts.7005 404 Workspace does not exist.
ModelArts.7100 500 EPS request failed.
ModelArts.7101 500 PDP request failed.
";

static CODES: LazyLock<BTreeMap<&str, ErrorCode>> = LazyLock::new(|| {
    let codes = TABLE.lines().filter_map(read);
    codes.map(|code| (code.code, code)).collect()
});

fn read(line: &'static str) -> Option<ErrorCode> {
    let (code, rest) = line.split_once(' ')?;
    let (status, message) = rest.split_once(' ')?;
    let busy = message.strip_prefix("busy ");
    Some(ErrorCode {
        code,
        status: status.parse().ok()?,
        is_busy: busy.is_some(),
        message: busy.unwrap_or(message),
    })
}

/// Returns a documented code, if there is such a one.
pub(super) fn find(code: &str) -> Option<ErrorCode> {
    CODES.get(code).copied()
}

/// Returns the documented code that is spelled most like a text.
pub(super) fn nearest(text: &str) -> Option<&'static str> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let prefix = if is_number { "modelarts." } else { "" };
    let text = format!("{prefix}{}", text.to_ascii_lowercase());
    let distance = |code: &&&str| strsim::damerau_levenshtein(&text, &code.to_ascii_lowercase());
    CODES.keys().min_by_key(distance).copied()
}

/// Returns a documented code.
///
/// # Errors
/// [`EmulatorError::Parameter`], which names the nearest one.
pub(super) fn documented(code: &str) -> Result<ErrorCode, EmulatorError> {
    find(code).ok_or_else(|| {
        let problem = message!(
            "is {code}, which is not documented; the nearest one is {nearest}. For any other error \
             give status and body",
            code = format!("{code:?}"),
            nearest = nearest(code).unwrap_or_default(),
        );
        EmulatorError::parameter("code", problem)
    })
}

impl ErrorCode {
    /// Returns the response in the form of the service, or of the gateway before it.
    pub(super) fn response(self, status: StatusCode, request_id: &str) -> Response {
        if self.code.starts_with("APIG") {
            return response::gateway_error(status, self.code, self.message, request_id);
        }
        response::service_error(status, self.code, self.message)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_code_of_its_own_with_the_status_of_an_error() {
        let lines = TABLE.lines().filter(|line| !line.is_empty()).count();
        assert_eq!(CODES.len(), lines);
        for code in CODES.values().copied() {
            assert!(code.status.as_u16() >= 400, "{code:?}");
            assert!(!code.message.is_empty(), "{code:?}");
            assert_eq!(find(code.code), Some(code));
        }
        assert_eq!(find("ModelArts.9999"), None);
    }

    #[test]
    fn the_nearest_code_differs_by_a_typing_error() {
        assert_eq!(nearest("modelarts.4353"), Some("ModelArts.4353"));
        assert_eq!(nearest("Modelarts.0114"), Some("ModelArts.0114"));
        assert_eq!(nearest("APIG.308"), Some("APIG.0308"));
        assert_eq!(nearest("4353"), Some("ModelArts.4353"));
    }
}
