//! The certificates to trust, as Python sees them: by their path.

use pyo3::prelude::*;

use crate::http::tls::CaBundle;

impl<'py> IntoPyObject<'py> for &CaBundle {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        self.path.as_path().into_pyobject(py)
    }
}
