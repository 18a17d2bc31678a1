from . import cudnn as cudnn
